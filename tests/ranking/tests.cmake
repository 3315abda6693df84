# SPDX-License-Identifier: Apache-2.0
forestall_test(ranking SOURCES ${CMAKE_CURRENT_LIST_DIR}/bm25f_test.cpp ${CMAKE_CURRENT_LIST_DIR}/prior_test.cpp ${CMAKE_CURRENT_LIST_DIR}/slips_test.cpp ${CMAKE_CURRENT_LIST_DIR}/taught_test.cpp ROOMS base schema ranking)
