# SPDX-License-Identifier: Apache-2.0
foreach(program writer copier)
  add_executable(forestall_crash_${program} ${CMAKE_CURRENT_LIST_DIR}/${program}.cpp)
  target_include_directories(forestall_crash_${program} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(forestall_crash_${program} PRIVATE forestall_flags forestall::forestall)
endforeach()
forestall_test(crash SOURCES ${CMAKE_CURRENT_LIST_DIR}/kill_test.cpp ${CMAKE_CURRENT_LIST_DIR}/copy_test.cpp ROOMS all LABELS crash)
target_compile_definitions(forestall_crash_tests PRIVATE FORESTALL_CRASH_WRITER="$<TARGET_FILE:forestall_crash_writer>"
  FORESTALL_CRASH_COPIER="$<TARGET_FILE:forestall_crash_copier>")
add_dependencies(forestall_crash_tests forestall_crash_writer forestall_crash_copier)
