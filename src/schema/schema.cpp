// SPDX-License-Identifier: Apache-2.0
#include "forestall/schema.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/fail.h"
#include "base/utf8.h"
#include "schema/fields.h"

namespace forestall {
namespace {

void require_range(const char* field, double value, double low, double high) {
  if (!(value >= low && value <= high))
    fail(ErrorCode::invalid_argument, "schema: {} is {}, it must be between {} and {}", field, value, low, high);
}

void require_text(const char* field, const std::string& value) {
  if (value.empty() || value.size() > 512 || !base::valid_utf8(value))
    fail(ErrorCode::invalid_argument, "schema: {} holds {}, it must be 1 to 512 bytes of UTF-8", field,
         base::quoted(value));
}

}  // namespace

std::string_view to_string(Layout layout) noexcept { return layout == Layout::compact ? "compact" : "fast"; }

void validate(const Schema& schema) {
  if (schema.layout != Layout::fast && schema.layout != Layout::compact)
    fail(ErrorCode::invalid_argument, "schema: layout is {}, it must be fast or compact",
         static_cast<int>(schema.layout));
  for (int f = 0; f < schema::kFields; ++f) {
    require_range("a field's weight", schema::weight_of(schema, f).weight, 0, 100);
    require_range("a field's b", schema::weight_of(schema, f).b, 0, 1);
  }
  require_range("k1_topic", schema.k1_topic, 0.01, 100);
  require_range("k1_article", schema.k1_article, 0.01, 100);
  require_range("k1_search", schema.k1_search, 0.01, 100);
  require_range("lesson_min_tickets", schema.lesson_min_tickets, 1, 1'000'000);
  require_text("statistics_audience", schema.statistics_audience);
  for (const auto& [lang, words] : schema.compound_words)
    for (const std::string& word : words) require_text("compound_words", word);
  for (const std::string& name : schema.names) require_text("names", name);
}

namespace schema {
namespace {

using Json = nlohmann::json;

Json to_json(const FieldWeight& field) { return {{"weight", field.weight}, {"b", field.b}}; }
FieldWeight field_weight(const Json& json) { return {json.at("weight").get<double>(), json.at("b").get<double>()}; }

}  // namespace

std::optional<Field> field_from(std::string_view name) {
  if (name == "title") return kTitle;
  if (name == "body") return kBody;
  if (name == "tags") return kTags;
  return std::nullopt;
}

const FieldWeight& weight_of(const Schema& schema, int field) {
  return field == kTitle ? schema.title : field == kBody ? schema.body : schema.tags;
}

double k1_of(const Schema& schema, Kind kind) {
  return kind == Kind::article || kind == Kind::known_issue || kind == Kind::service ? schema.k1_article
                                                                                     : schema.k1_topic;
}

Schema of_lessons(const Schema& schema) {
  Schema lessons = schema;
  lessons.title = {3, 0.8};
  lessons.body = {1, 0.8};
  lessons.tags = {0, 0};
  lessons.k1_topic = lessons.k1_article = lessons.k1_search = 3;
  return lessons;
}

double largest_k1(const Schema& schema) { return std::max(schema.k1_article, schema.k1_topic); }

std::string to_text(const Schema& schema) {
  const Json json = {{"title", to_json(schema.title)},
                     {"body", to_json(schema.body)},
                     {"tags", to_json(schema.tags)},
                     {"k1_topic", schema.k1_topic},
                     {"k1_article", schema.k1_article},
                     {"k1_search", schema.k1_search},
                     {"statistics_audience", schema.statistics_audience},
                     {"lesson_min_tickets", schema.lesson_min_tickets},
                     {"lessons_for_all", schema.lessons_for_all},
                     {"compound_words", schema.compound_words},
                     {"names", schema.names},
                     {"layout", to_string(schema.layout)}};
  return json.dump();
}

Schema from_text(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    Schema schema;
    schema.title = field_weight(json.at("title"));
    schema.body = field_weight(json.at("body"));
    schema.tags = field_weight(json.at("tags"));
    schema.k1_topic = json.at("k1_topic").get<double>();
    schema.k1_article = json.at("k1_article").get<double>();
    schema.k1_search = json.at("k1_search").get<double>();
    schema.statistics_audience = json.at("statistics_audience").get<std::string>();
    schema.lesson_min_tickets = json.value("lesson_min_tickets", schema.lesson_min_tickets);
    schema.lessons_for_all = json.value("lessons_for_all", schema.lessons_for_all);
    schema.compound_words = json.at("compound_words").get<decltype(schema.compound_words)>();
    schema.names = json.at("names").get<std::vector<std::string>>();
    const std::string layout = json.value("layout", "fast");
    if (layout != "fast" && layout != "compact")
      fail(ErrorCode::corrupt, "the index's schema has a layout {}", base::quoted(layout));
    schema.layout = layout == "compact" ? Layout::compact : Layout::fast;
    return schema;
  } catch (const nlohmann::json::exception& error) {
    fail(ErrorCode::corrupt, "the index's schema does not parse: {}", error.what());
  }
}

}  // namespace schema
}  // namespace forestall
