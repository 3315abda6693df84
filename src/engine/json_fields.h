// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/document.h"

/// JSON values read as C++ values. Each function throws `Error(invalid_argument)` that names the key and what it
/// expected; null is read as the empty value.
namespace forestall::engine {

using JsonValue = simdjson::dom::element;

/// Parses `text`, which must be one object, and calls `each` with its keys and values in order. A key given twice is
/// refused. Values live until the call returns; not reentrant from within `each`.
void for_each_key(std::string_view text, const std::function<void(std::string_view key, const JsonValue& value)>& each);

std::string read_string(std::string_view key, const JsonValue& value);
/// A string, or a whole number as its digits.
std::string read_id(std::string_view key, const JsonValue& value);
/// A string or a list of strings; "" and null within are dropped.
std::vector<std::string> read_strings(std::string_view key, const JsonValue& value);
bool read_bool(std::string_view key, const JsonValue& value);
/// A whole number from 0 to `maximum`.
std::uint64_t read_count(std::string_view key, const JsonValue& value, std::uint64_t maximum);
/// "plain", "markdown" or "html"; "" is plain.
BodyFormat read_format(std::string_view key, const JsonValue& value);
VoteCount read_votes(std::string_view key, const JsonValue& value, bool ignore_unknown);
std::optional<Time> read_time(std::string_view key, const JsonValue& value);
/// Takes `key` if it is one of a draft's.
bool read_draft_field(std::string_view key, const JsonValue& value, Draft& draft);
/// Of a JSON object; keys that a lesson does not have are passed over.
Lesson read_lesson(const JsonValue& value);

}  // namespace forestall::engine
