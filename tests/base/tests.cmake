# SPDX-License-Identifier: Apache-2.0
forestall_test(base SOURCES ${CMAKE_CURRENT_LIST_DIR}/spool_test.cpp ROOMS base)
