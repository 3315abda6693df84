// SPDX-License-Identifier: Apache-2.0
#include "base/fail.h"
#include "engine/json_fields.h"
#include "engine/json_write.h"
#include "engine/jsonl_lines.h"

namespace forestall {
namespace {

using engine::JsonValue;

void read_field(std::string_view key, const JsonValue& value, Lesson& lesson) {
  if (key == "ticket") {
    lesson.ticket = engine::read_id(key, value);
  } else if (key == "solution") {
    lesson.solutions = engine::read_strings(key, value);
  } else if (key == "audience") {
    lesson.audience = engine::read_strings(key, value);
  } else {
    engine::read_draft_field(key, value, lesson.draft);
  }
}

}  // namespace

Lesson engine::read_lesson(const JsonValue& value) {
  Lesson lesson;
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) fail(ErrorCode::invalid_argument, "\"lesson\" must be an object");
  for (const auto [key, field] : object) read_field(key, field, lesson);
  return lesson;
}

Lesson parse_lesson(std::string_view line) {
  Lesson lesson;
  engine::for_each_key(line, [&](std::string_view key, const JsonValue& value) { read_field(key, value, lesson); });
  return lesson;
}

std::string to_json(const Lesson& lesson) {
  engine::Json out = {{"ticket", lesson.ticket}};
  const Draft& draft = lesson.draft;
  if (!draft.subject.empty()) out["subject"] = draft.subject;
  if (!draft.body.empty()) out["body"] = draft.body;
  if (draft.format != BodyFormat::plain) out["format"] = to_string(draft.format);
  if (!draft.lang.empty()) out["lang"] = draft.lang;
  if (!draft.product.empty()) out["product"] = draft.product;
  if (!draft.category.empty()) out["category"] = draft.category;
  out["solution"] = lesson.solutions;
  if (!lesson.audience.empty()) out["audience"] = lesson.audience;
  if (draft.at) out["at"] = to_string(*draft.at);
  return engine::dump(out);
}

ImportReport learn_jsonl(Index& index, std::istream& in, const ImportOptions& options) {
  return engine::import_lines([&](const Batch& batch) { return index.prepare(batch); },
                              [](std::string_view line) { return Batch::Learn{parse_lesson(line)}; }, in, options);
}

}  // namespace forestall
