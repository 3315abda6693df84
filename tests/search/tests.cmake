# SPDX-License-Identifier: Apache-2.0
forestall_test(search SOURCES ${CMAKE_CURRENT_LIST_DIR}/snippet_test.cpp ${CMAKE_CURRENT_LIST_DIR}/accumulate_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/matches_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/top_k_test.cpp ${CMAKE_CURRENT_LIST_DIR}/letters_test.cpp ROOMS base storage analysis schema postings ranking index query search)
