# SPDX-License-Identifier: Apache-2.0
# A stranger's project: installed static and shared, and inside their own tree. Not for instrumented builds.
if(NOT FORESTALL_SANITIZE)
  foreach(kind static shared subdirectory)
    add_test(NAME package.${kind} COMMAND ${CMAKE_CURRENT_LIST_DIR}/check.sh ${kind} ${PROJECT_BINARY_DIR}/package-${kind})
    set_tests_properties(package.${kind} PROPERTIES LABELS package TIMEOUT 1500 PROCESSORS 2 ENVIRONMENT
      "CXX=${CMAKE_CXX_COMPILER};CMAKE_GENERATOR=${CMAKE_GENERATOR};CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER};CMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE}")
  endforeach()
endif()
