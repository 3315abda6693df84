# SPDX-License-Identifier: Apache-2.0
forestall_test(mail SOURCES ${CMAKE_CURRENT_LIST_DIR}/clean_test.cpp ${CMAKE_CURRENT_LIST_DIR}/mails_test.cpp ROOMS base storage analysis paste mail)
