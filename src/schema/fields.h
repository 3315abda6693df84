// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "forestall/document.h"
#include "forestall/schema.h"

namespace forestall::schema {

/// The text fields, in the order of their numbers. Saved on disk: never renumber.
enum Field : std::uint8_t { kTitle = 0, kBody = 1, kTags = 2 };
inline constexpr int kFields = 3;

/// One number a field: term frequencies, or lengths in positions.
using FieldCounts = std::array<std::uint32_t, kFields>;
using FieldValues = std::array<double, kFields>;

/// "title", "body", "tags", or nothing.
std::optional<Field> field_from(std::string_view name);

const FieldWeight& weight_of(const Schema& schema, int field);
/// k1 of BM25F for a draft and a document of that kind.
double k1_of(const Schema& schema, Kind kind);
/// The largest k1 of any kind: baked impacts are parts of (k1 + 1).
double largest_k1(const Schema& schema);

/// How lessons are matched with a draft: tickets are long and alike, so length counts more and k1 is high.
Schema of_lessons(const Schema& schema);

/// JSON, as it is kept in the index's settings.
std::string to_text(const Schema& schema);
/// Throws `Error(corrupt)` for what `to_text` did not write.
Schema from_text(std::string_view text);

}  // namespace forestall::schema
