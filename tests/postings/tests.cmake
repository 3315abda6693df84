# SPDX-License-Identifier: Apache-2.0
forestall_test(postings SOURCES ${CMAKE_CURRENT_LIST_DIR}/list_test.cpp ${CMAKE_CURRENT_LIST_DIR}/dictionary_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/forward_test.cpp ${CMAKE_CURRENT_LIST_DIR}/dense_row_test.cpp ROOMS base schema postings ranking)
