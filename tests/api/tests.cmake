# SPDX-License-Identifier: Apache-2.0
forestall_test(api SOURCES ${CMAKE_CURRENT_LIST_DIR}/write_test.cpp ${CMAKE_CURRENT_LIST_DIR}/open_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/damage_test.cpp ${CMAKE_CURRENT_LIST_DIR}/bad_input_test.cpp ${CMAKE_CURRENT_LIST_DIR}/search_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/large_batch_test.cpp ${CMAKE_CURRENT_LIST_DIR}/spelling_test.cpp ${CMAKE_CURRENT_LIST_DIR}/paste_test.cpp ${CMAKE_CURRENT_LIST_DIR}/reasons_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/as_you_type_test.cpp ${CMAKE_CURRENT_LIST_DIR}/typos_test.cpp ${CMAKE_CURRENT_LIST_DIR}/suggest_test.cpp ${CMAKE_CURRENT_LIST_DIR}/lesson_test.cpp ROOMS all)
forestall_test(concurrency SOURCES ${CMAKE_CURRENT_LIST_DIR}/concurrency_test.cpp ROOMS all LABELS concurrency)
# Not under the thread sanitizer, which takes RocksDB's block cache for a race where readers come and go beside a writer.
forestall_test(moment SOURCES ${CMAKE_CURRENT_LIST_DIR}/moment_test.cpp ROOMS all LABELS moment)
