# SPDX-License-Identifier: Apache-2.0
forestall_test(suggest SOURCES ${CMAKE_CURRENT_LIST_DIR}/clean_test.cpp ROOMS base storage analysis schema postings ranking index query search suggest)
