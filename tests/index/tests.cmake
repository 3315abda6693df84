# SPDX-License-Identifier: Apache-2.0
forestall_test(index SOURCES ${CMAKE_CURRENT_LIST_DIR}/prepared_test.cpp ${CMAKE_CURRENT_LIST_DIR}/recent_writes_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/waiting_test.cpp ${CMAKE_CURRENT_LIST_DIR}/merge_policy_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/term_counts_test.cpp ${CMAKE_CURRENT_LIST_DIR}/merge_test.cpp ${CMAKE_CURRENT_LIST_DIR}/rebuild_test.cpp ${CMAKE_CURRENT_LIST_DIR}/words_test.cpp
  ROOMS base storage analysis schema postings ranking index)
forestall_test(index_concurrency SOURCES ${CMAKE_CURRENT_LIST_DIR}/writers_test.cpp
  ROOMS base storage analysis schema postings ranking index LABELS concurrency)
