// SPDX-License-Identifier: Apache-2.0
#include "postings/tf_code.h"

namespace forestall::postings {
namespace {

constexpr std::uint32_t kBodies = 42;

constexpr std::array<schema::FieldCounts, 256> make_table() {
  std::array<schema::FieldCounts, 256> table{};
  for (std::uint32_t title = 0; title < 3; ++title)
    for (std::uint32_t tags = 0; tags < 2; ++tags)
      for (std::uint32_t body = 0; body < kBodies; ++body)
        table[(title * 2 + tags) * kBodies + body] = {title, body, tags};
  return table;
}

constexpr std::array<std::uint8_t, 256> make_totals() {
  std::array<std::uint8_t, 256> totals{};
  const auto table = make_table();
  for (std::size_t code = 0; code < 256; ++code)
    totals[code] = static_cast<std::uint8_t>(table[code][0] + table[code][1] + table[code][2]);
  return totals;
}

}  // namespace

const std::array<schema::FieldCounts, 256> kTfOfCode = make_table();
const std::array<std::uint8_t, 256> kTotalOfCode = make_totals();

std::uint8_t encode_tf(const schema::FieldCounts& tf) {
  if (tf[schema::kTitle] > 2 || tf[schema::kTags] > 1 || tf[schema::kBody] >= kBodies) return kEscape;
  return static_cast<std::uint8_t>((tf[schema::kTitle] * 2 + tf[schema::kTags]) * kBodies + tf[schema::kBody]);
}

}  // namespace forestall::postings
