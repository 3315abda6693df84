# SPDX-License-Identifier: Apache-2.0
forestall_test(paste SOURCES ${CMAKE_CURRENT_LIST_DIR}/paste_test.cpp ROOMS base paste)
