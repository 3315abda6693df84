# SPDX-License-Identifier: Apache-2.0
forestall_test(engine SOURCES ${CMAKE_CURRENT_LIST_DIR}/jsonl_test.cpp ${CMAKE_CURRENT_LIST_DIR}/evaluation_test.cpp
  ROOMS all LINK nlohmann_json::nlohmann_json)
