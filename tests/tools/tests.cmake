# SPDX-License-Identifier: Apache-2.0
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
foreach(tool includes style)
  add_test(NAME tools.${tool} COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/${tool}.py ${PROJECT_SOURCE_DIR})
  add_test(NAME tools.${tool}_finds_faults COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/${tool}.py --self-test)
  set_tests_properties(tools.${tool} tools.${tool}_finds_faults PROPERTIES LABELS tools)
endforeach()
add_test(NAME tools.peers_report_what_was_measured COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/peers_test.py)
set_tests_properties(tools.peers_report_what_was_measured PROPERTIES LABELS tools)
