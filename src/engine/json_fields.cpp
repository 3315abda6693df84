// SPDX-License-Identifier: Apache-2.0
#include "engine/json_fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/fail.h"
#include "base/utf8.h"
#include "forestall/jsonl.h"

namespace forestall::engine {
namespace {

using simdjson::dom::element_type;

std::string_view type_name(const JsonValue& value) {
  switch (value.type()) {
    case element_type::ARRAY:
      return "a list";
    case element_type::OBJECT:
      return "an object";
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
      return "a number";
    case element_type::STRING:
      return "a string";
    case element_type::BOOL:
      return "true or false";
    case element_type::NULL_VALUE:
      return "null";
  }
  return "something else";
}

[[noreturn]] void wrong_type(std::string_view key, std::string_view expected, const JsonValue& value) {
  fail(ErrorCode::invalid_argument, "{} must be {}, not {}", base::quoted(key), expected, type_name(value));
}

/// A parser keeps its buffers: one a thread, let go when a huge line has blown it up.
simdjson::dom::parser& thread_parser() {
  thread_local simdjson::dom::parser parser;
  constexpr std::size_t kKeep = std::size_t{8} << 20;
  if (parser.capacity() > kKeep) parser = simdjson::dom::parser();
  return parser;
}

}  // namespace

void for_each_key(std::string_view text, const std::function<void(std::string_view, const JsonValue&)>& each) {
  JsonValue root;
  if (const auto error = thread_parser().parse(text.data(), text.size()).get(root)) {
    fail(ErrorCode::invalid_argument, "not valid JSON: {} in {}", simdjson::error_message(error), base::quoted(text));
  }
  simdjson::dom::object object;
  if (root.get(object) != simdjson::SUCCESS) {
    fail(ErrorCode::invalid_argument, "expected a JSON object, not {}: {}", type_name(root), base::quoted(text));
  }
  std::vector<std::string_view> seen;
  for (const auto [key, value] : object) {
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      fail(ErrorCode::invalid_argument, "key {} is given twice", base::quoted(key));
    }
    if (seen.size() < 64) seen.push_back(key);
    each(key, value);
  }
}

std::string read_string(std::string_view key, const JsonValue& value) {
  if (value.is_null()) return {};
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) wrong_type(key, "a string", value);
  return std::string(text);
}

std::string read_id(std::string_view key, const JsonValue& value) {
  if (value.type() == element_type::INT64) return std::to_string(value.get_int64().value_unsafe());
  if (value.type() == element_type::UINT64) return std::to_string(value.get_uint64().value_unsafe());
  return read_string(key, value);
}

BodyFormat read_format(std::string_view key, const JsonValue& value) {
  const std::string name = read_string(key, value);
  if (name.empty()) return BodyFormat::plain;
  const auto format = body_format_from(name);
  if (!format) {
    fail(ErrorCode::invalid_argument, "{} is {}; expected plain, markdown or html", base::quoted(key),
         base::quoted(name));
  }
  return *format;
}

std::vector<std::string> read_strings(std::string_view key, const JsonValue& value) {
  std::vector<std::string> out;
  const auto add = [&](const JsonValue& item) {
    if (item.is_null()) return;
    std::string_view text;
    if (item.get(text) != simdjson::SUCCESS) wrong_type(key, "a string or a list of strings", item);
    if (!text.empty()) out.emplace_back(text);
  };
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) {
    add(value);
    return out;
  }
  out.reserve(list.size());
  for (const JsonValue item : list) add(item);
  return out;
}

bool read_bool(std::string_view key, const JsonValue& value) {
  if (value.is_null()) return false;
  bool out = false;
  if (value.get(out) != simdjson::SUCCESS) wrong_type(key, "true or false", value);
  return out;
}

std::uint64_t read_count(std::string_view key, const JsonValue& value, std::uint64_t maximum) {
  if (value.is_null()) return 0;
  if (!value.is_number()) wrong_type(key, "a whole number", value);
  std::uint64_t count = 0;
  bool good = value.get(count) == simdjson::SUCCESS;
  if (double number = 0; !good && value.get(number) == simdjson::SUCCESS) {
    constexpr double kExact = 9007199254740992.0;  // 2^53: above, a double does not say which whole number it is
    good = number >= 0 && number <= kExact && number == std::floor(number);
    if (good) count = static_cast<std::uint64_t>(number);
  }
  if (!good || count > maximum) {
    fail(ErrorCode::invalid_argument, "{} must be a whole number from 0 to {}, not {}", base::quoted(key), maximum,
         simdjson::minify(value));
  }
  return count;
}

VoteCount read_votes(std::string_view key, const JsonValue& value, bool ignore_unknown) {
  VoteCount votes;
  if (value.is_null()) return votes;
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) wrong_type(key, R"({"helpful":n,"unhelpful":n})", value);
  bool seen_helpful = false, seen_unhelpful = false;
  for (const auto [name, count] : object) {
    const bool helpful = name == "helpful";
    if (!helpful && name != "unhelpful") {
      if (ignore_unknown) continue;
      fail(ErrorCode::invalid_argument, "unknown key {} in {}", base::quoted(name), base::quoted(key));
    }
    bool& seen = helpful ? seen_helpful : seen_unhelpful;
    if (seen) fail(ErrorCode::invalid_argument, "key {} is given twice in {}", base::quoted(name), base::quoted(key));
    seen = true;
    constexpr std::uint64_t kMaximum = std::numeric_limits<std::uint32_t>::max();
    (helpful ? votes.helpful : votes.unhelpful) = static_cast<std::uint32_t>(read_count(name, count, kMaximum));
  }
  return votes;
}

std::optional<Time> read_time(std::string_view key, const JsonValue& value) {
  const std::string text = read_string(key, value);
  if (text.empty()) return std::nullopt;
  try {
    return parse_time(text);
  } catch (const Error& error) {
    fail(ErrorCode::invalid_argument, "{}: {}", base::quoted(key), error.what());
  }
}

}  // namespace forestall::engine
