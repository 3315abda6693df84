# SPDX-License-Identifier: Apache-2.0
# The module of -DFORESTALL_PYTHON=ON: one test for each file of bindings/python/tests.
if(TARGET _forestall)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bindings/python/tests/test_*.py)
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    string(REPLACE "test_" "" name ${name})
    add_test(NAME python.${name} COMMAND ${FORESTALL_PYTHON_EXECUTABLE} -m pytest -q -p no:cacheprovider ${file})
    set_tests_properties(python.${name} PROPERTIES LABELS python TIMEOUT 900
      ENVIRONMENT "PYTHONPATH=${PROJECT_BINARY_DIR}/python;PYTHONDONTWRITEBYTECODE=1")
  endforeach()
endif()
