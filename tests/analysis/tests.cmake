# SPDX-License-Identifier: Apache-2.0
forestall_test(analysis SOURCES ${CMAKE_CURRENT_LIST_DIR}/words_test.cpp ${CMAKE_CURRENT_LIST_DIR}/identifiers_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/oracle_test.cpp ${CMAKE_CURRENT_LIST_DIR}/spelling_test.cpp ${CMAKE_CURRENT_LIST_DIR}/markup_test.cpp ${CMAKE_CURRENT_LIST_DIR}/language_test.cpp
  ROOMS base schema analysis)
forestall_test(analysis_concurrency SOURCES ${CMAKE_CURRENT_LIST_DIR}/sessions_test.cpp ROOMS base schema analysis LABELS concurrency)
