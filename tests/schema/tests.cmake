# SPDX-License-Identifier: Apache-2.0
forestall_test(schema SOURCES ${CMAKE_CURRENT_LIST_DIR}/schema_test.cpp ROOMS base schema)
