# SPDX-License-Identifier: Apache-2.0
forestall_room(engine SOURCES options.cpp clean.cpp index.cpp searcher.cpp suggester.cpp json_fields.cpp json_time.cpp jsonl_document.cpp
  jsonl_query.cpp jsonl_lesson.cpp jsonl_answers.cpp jsonl_lines.cpp jsonl_import.cpp evaluation.cpp evaluation_io.cpp evaluation_compare.cpp calibration.cpp
  LINK simdjson::simdjson nlohmann_json::nlohmann_json forestall_base)
target_precompile_headers(forestall_engine PRIVATE <nlohmann/json.hpp>)
