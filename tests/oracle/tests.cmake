# SPDX-License-Identifier: Apache-2.0
forestall_test(oracle SOURCES ${CMAKE_CURRENT_LIST_DIR}/exact_test.cpp ${CMAKE_CURRENT_LIST_DIR}/bm25f_oracle_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/no_leak_test.cpp ${CMAKE_CURRENT_LIST_DIR}/compact_test.cpp ROOMS all)
