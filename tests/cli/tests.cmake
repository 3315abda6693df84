# SPDX-License-Identifier: Apache-2.0
if(TARGET forestall_cli)
  forestall_test(cli SOURCES ${CMAKE_CURRENT_LIST_DIR}/run_command.cpp ${CMAKE_CURRENT_LIST_DIR}/usage_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/import_test.cpp ${CMAKE_CURRENT_LIST_DIR}/answers_test.cpp ${CMAKE_CURRENT_LIST_DIR}/upkeep_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/measures_test.cpp ${CMAKE_CURRENT_LIST_DIR}/learning_test.cpp LINK nlohmann_json::nlohmann_json)
  target_compile_options(forestall_cli_tests PRIVATE -Wall -Wextra $<$<BOOL:${FORESTALL_WERROR}>:-Werror> $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
  add_dependencies(forestall_cli_tests forestall_cli)
endif()
