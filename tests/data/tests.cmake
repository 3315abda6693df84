# SPDX-License-Identifier: Apache-2.0
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
add_test(NAME data.sample COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_sample.py)
set_tests_properties(data.sample PROPERTIES LABELS data)
