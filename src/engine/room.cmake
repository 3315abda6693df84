# SPDX-License-Identifier: Apache-2.0
set(engine_sources json_fields.cpp json_time.cpp jsonl_document.cpp jsonl_query.cpp jsonl_answers.cpp jsonl_lines.cpp jsonl_import.cpp
  evaluation.cpp evaluation_io.cpp evaluation_compare.cpp)
foreach(source options.cpp index.cpp searcher.cpp suggester.cpp)
  if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/${source})
    list(APPEND engine_sources ${source})
  endif()
endforeach()
forestall_room(engine SOURCES ${engine_sources} LINK simdjson::simdjson nlohmann_json::nlohmann_json forestall_base)
