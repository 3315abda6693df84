# SPDX-License-Identifier: Apache-2.0
add_executable(forestall_crash_writer ${CMAKE_CURRENT_LIST_DIR}/writer.cpp)
target_include_directories(forestall_crash_writer PRIVATE ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(forestall_crash_writer PRIVATE forestall_flags forestall::forestall)
forestall_test(crash SOURCES ${CMAKE_CURRENT_LIST_DIR}/kill_test.cpp ROOMS all LABELS crash)
target_compile_definitions(forestall_crash_tests PRIVATE FORESTALL_CRASH_WRITER="$<TARGET_FILE:forestall_crash_writer>")
add_dependencies(forestall_crash_tests forestall_crash_writer)
