// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <limits>

#include "base/fail.h"
#include "base/utf8.h"
#include "engine/json_fields.h"
#include "engine/json_write.h"
#include "engine/jsonl_lines.h"
#include "forestall/jsonl.h"

namespace forestall {
namespace {

using engine::Json;
using engine::JsonValue;

using Reader = void (*)(std::string_view key, const JsonValue& value, const JsonOptions& options, Document& out);
struct Field {
  std::string_view key;
  Reader read;
};

template <std::string Document::*member>
void text(std::string_view key, const JsonValue& value, const JsonOptions&, Document& out) {
  out.*member = engine::read_string(key, value);
}
template <std::vector<std::string> Document::*member>
void list(std::string_view key, const JsonValue& value, const JsonOptions&, Document& out) {
  out.*member = engine::read_strings(key, value);
}
template <std::optional<Time> Document::*member>
void time(std::string_view key, const JsonValue& value, const JsonOptions&, Document& out) {
  out.*member = engine::read_time(key, value);
}

void kind(std::string_view key, const JsonValue& value, const JsonOptions&, Document& out) {
  const std::string name = engine::read_string(key, value);
  if (name.empty()) return;
  const auto kind = kind_from(name);
  if (!kind) {
    fail(ErrorCode::invalid_argument, "{} is {}; expected article, faq, topic, reply, service, idea or known_issue",
         base::quoted(key), base::quoted(name));
  }
  out.kind = *kind;
}

void format(std::string_view key, const JsonValue& value, const JsonOptions&, Document& out) {
  out.format = engine::read_format(key, value);
}

/// An empty list must not turn into "public": whoever writes it may mean "nobody".
void audience(std::string_view key, const JsonValue& value, const JsonOptions&, Document& out) {
  out.audience = engine::read_strings(key, value);
  if (out.audience.empty() && value.is_array()) {
    fail(ErrorCode::invalid_argument,
         "{} is an empty list: name who may see the document, or leave the key out for everybody", base::quoted(key));
  }
}

void votes(std::string_view key, const JsonValue& value, const JsonOptions& options, Document& out) {
  out.votes = engine::read_votes(key, value, options.ignore_unknown);
}
void views(std::string_view key, const JsonValue& value, const JsonOptions&, Document& out) {
  out.views = engine::read_count(key, value, std::numeric_limits<std::uint64_t>::max());
}
void solved(std::string_view key, const JsonValue& value, const JsonOptions&, Document& out) {
  out.solved = engine::read_bool(key, value);
}

constexpr std::array<Field, 18> kFields = {{{"id", text<&Document::id>},
                                            {"kind", kind},
                                            {"lang", text<&Document::lang>},
                                            {"title", text<&Document::title>},
                                            {"body", text<&Document::body>},
                                            {"format", format},
                                            {"tags", list<&Document::tags>},
                                            {"product", list<&Document::product>},
                                            {"category", text<&Document::category>},
                                            {"audience", audience},
                                            {"family", text<&Document::family>},
                                            {"votes", votes},
                                            {"views", views},
                                            {"solved", solved},
                                            {"parent", text<&Document::parent>},
                                            {"created", time<&Document::created>},
                                            {"updated", time<&Document::updated>},
                                            {"url", text<&Document::url>}}};

void read_field(std::string_view key, const JsonValue& value, const JsonOptions& options, Document& out) {
  const auto* field = std::find_if(kFields.begin(), kFields.end(), [&](const Field& f) { return f.key == key; });
  if (field != kFields.end()) return field->read(key, value, options, out);
  if (!options.ignore_unknown) fail(ErrorCode::invalid_argument, "unknown key {}", base::quoted(key));
}

Vote read_vote(const JsonValue& value, std::string& id) {
  Vote vote;
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) fail(ErrorCode::invalid_argument, "\"vote\" must be an object");
  for (const auto [key, field] : object) {
    if (key == "id") {
      id = engine::read_string(key, field);
    } else if (key == "voter") {
      vote.voter = engine::read_string(key, field);
    } else if (key == "helpful") {
      vote.helpful = engine::read_bool(key, field);
    } else {
      fail(ErrorCode::invalid_argument, "unknown key {} in \"vote\"", base::quoted(key));
    }
  }
  return vote;
}

void add(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}
void add(Json& out, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) out[key] = values;
}
void add(Json& out, const char* key, const std::optional<Time>& value) {
  if (value) out[key] = to_string(*value);
}

}  // namespace

Document parse_document(std::string_view line, const JsonOptions& options) {
  Document out;
  engine::for_each_key(line,
                       [&](std::string_view key, const JsonValue& value) { read_field(key, value, options, out); });
  return out;
}

Batch::Operation engine::parse_operation(std::string_view line, const JsonOptions& options) {
  Document document;
  std::optional<Batch::Operation> other;
  bool other_keys = false;
  for_each_key(line, [&](std::string_view key, const JsonValue& value) {
    if (key == "vote") {
      Batch::Cast cast;
      cast.vote = read_vote(value, cast.id);
      other = std::move(cast);
    } else if (key == "lesson") {
      other = Batch::Learn{read_lesson(value)};
    } else {
      other_keys = true;
      read_field(key, value, options, document);
    }
  });
  if (!other) return Batch::Put{std::move(document)};
  if (other_keys) fail(ErrorCode::invalid_argument, "a line with \"vote\" or \"lesson\" holds nothing else");
  return *std::move(other);
}

std::string to_json(const Document& document) {
  Json out = Json::object();
  add(out, "id", document.id);
  out["kind"] = to_string(document.kind);
  add(out, "lang", document.lang);
  add(out, "title", document.title);
  add(out, "body", document.body);
  if (document.format != BodyFormat::plain) out["format"] = to_string(document.format);
  add(out, "tags", document.tags);
  add(out, "product", document.product);
  add(out, "category", document.category);
  add(out, "audience", document.audience);
  add(out, "family", document.family);
  if (document.votes != VoteCount{}) {
    out["votes"] = {{"helpful", document.votes.helpful}, {"unhelpful", document.votes.unhelpful}};
  }
  if (document.views != 0) out["views"] = document.views;
  if (document.solved) out["solved"] = true;
  add(out, "parent", document.parent);
  add(out, "created", document.created);
  add(out, "updated", document.updated);
  add(out, "url", document.url);
  return engine::dump(out);
}

}  // namespace forestall
