# SPDX-License-Identifier: Apache-2.0
forestall_test(storage SOURCES ${CMAKE_CURRENT_LIST_DIR}/packed_section_test.cpp ${CMAKE_CURRENT_LIST_DIR}/section_writer_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/staged_test.cpp ROOMS base storage schema)
