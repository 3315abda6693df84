# SPDX-License-Identifier: Apache-2.0
forestall_test(query SOURCES ${CMAKE_CURRENT_LIST_DIR}/parser_test.cpp ROOMS base schema query)
