# SPDX-License-Identifier: Apache-2.0
add_test(NAME docs.finds_faults COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/self_test.py)
set_tests_properties(docs.finds_faults PROPERTIES LABELS docs)
if(TARGET forestall_cli AND FORESTALL_INSTALL AND NOT FORESTALL_SANITIZE)
  foreach(guide README.md src/README.md src/cli/README.md src/storage/FORMAT.md examples/README.md data/README.md)
    if(EXISTS ${PROJECT_SOURCE_DIR}/${guide})
      string(MAKE_C_IDENTIFIER ${guide} name)
      add_test(NAME docs.${name} COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/snippets.py
        --source ${PROJECT_SOURCE_DIR} --build ${PROJECT_BINARY_DIR} --generator ${CMAKE_GENERATOR} ${guide})
      set_tests_properties(docs.${name} PROPERTIES LABELS docs TIMEOUT 900)
    endif()
  endforeach()
endif()
