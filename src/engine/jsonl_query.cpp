// SPDX-License-Identifier: Apache-2.0
#include "base/fail.h"
#include "base/utf8.h"
#include "engine/json_fields.h"
#include "forestall/jsonl.h"

namespace forestall {

using engine::JsonValue;

bool engine::read_draft_field(std::string_view key, const JsonValue& value, Draft& draft) {
  if (key == "subject") {
    draft.subject = read_string(key, value);
  } else if (key == "body") {
    draft.body = read_string(key, value);
  } else if (key == "lang") {
    draft.lang = read_string(key, value);
  } else if (key == "product") {
    draft.product = read_strings(key, value);
  } else if (key == "category") {
    draft.category = read_string(key, value);
  } else if (key == "format") {
    draft.format = read_format(key, value);
  } else if (key == "at") {
    draft.at = read_time(key, value);
  } else {
    return false;
  }
  return true;
}

std::string QueryLine::as_text() const {
  if (!is_draft) return text;
  if (draft.subject.empty() || draft.body.empty()) return draft.subject + draft.body;
  return draft.subject + "\n" + draft.body;
}

Draft QueryLine::as_draft() const {
  if (is_draft) return draft;
  Draft out;
  out.subject = text;
  out.lang = lang;
  return out;
}

QueryLine parse_query_line(std::string_view line) {
  QueryLine out;
  bool has_text = false, has_draft = false;
  engine::for_each_key(line, [&](std::string_view key, const JsonValue& value) {
    if (key == "id") {
      out.id = engine::read_id(key, value);
    } else if (key == "text") {
      out.text = engine::read_string(key, value);
      has_text = true;
    } else {
      has_draft = has_draft || key == "subject" || key == "body";
      engine::read_draft_field(key, value, out.draft);
    }
  });
  if (!has_text && !has_draft) {
    fail(ErrorCode::invalid_argument, "a query needs \"text\", a draft \"subject\" or \"body\": {}",
         base::quoted(line));
  }
  if (!out.text.empty() && !(out.draft.subject.empty() && out.draft.body.empty())) {
    fail(ErrorCode::invalid_argument, "\"text\" beside \"subject\" or \"body\": a query or a draft? {}",
         base::quoted(line));
  }
  out.is_draft = has_draft && out.text.empty();
  out.lang = out.draft.lang;
  return out;
}

Draft parse_draft(std::string_view line) {
  Draft draft;
  engine::for_each_key(
      line, [&](std::string_view key, const JsonValue& value) { engine::read_draft_field(key, value, draft); });
  return draft;
}

}  // namespace forestall
