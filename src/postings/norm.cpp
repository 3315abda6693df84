// SPDX-License-Identifier: Apache-2.0
#include "postings/norm.h"

#include <algorithm>
#include <cmath>

#include "postings/tf_code.h"

namespace forestall::postings {
namespace {

constexpr int kOne = 128;                     // the byte that stands for 1
constexpr double kStep = 1.0594630943592953;  // the twelfth root of 2
constexpr std::uint32_t kBodies = 42;         // codes of occurrences in the body alone
constexpr double kMargin = 1 + 1e-5;          // more than what float sums lose

std::array<float, 256> make_values() {
  std::array<float, 256> values{};
  double up = 1, down = 1;
  for (int i = 0; kOne + i < 255; ++i, up *= kStep) values[static_cast<std::size_t>(kOne + i)] = static_cast<float>(up);
  for (int i = 0; kOne - i > 0; ++i, down /= kStep)
    values[static_cast<std::size_t>(kOne - i)] = static_cast<float>(down);
  values[255] = 1e30F;
  return values;
}

const std::array<float, 256>& values() {
  static const std::array<float, 256> all = make_values();
  return all;
}

/// x / (1 + x) in parts of 65,536, rounded up.
std::uint32_t saturated(float x) {
  const double part = 65536 * kMargin * (x / (1.0 + x));
  return part >= 65536 ? 65536 : static_cast<std::uint32_t>(part) + 1;
}

using BodyTable = std::array<std::array<std::uint16_t, 256>, kBodies>;

/// `saturated` − 1 for so many occurrences in a body with that byte.
const BodyTable& body_table() {
  static const BodyTable table = [] {
    BodyTable made{};
    for (std::uint32_t tf = 1; tf < kBodies; ++tf)
      for (std::size_t byte = 0; byte < 256; ++byte)
        made[tf][byte] = static_cast<std::uint16_t>(saturated(static_cast<float>(tf) * values()[byte]) - 1);
    return made;
  }();
  return table;
}

std::uint8_t scaled(std::uint8_t most, std::uint32_t part) {
  return static_cast<std::uint8_t>(std::max((most * part + 65535) >> 16, 1u));
}

}  // namespace

float norm_value(std::uint8_t byte) { return values()[byte]; }

std::uint8_t norm_byte(double value) {
  if (!(value > 0)) return 0;
  const double steps = std::log2(value) * 12 + kOne;
  int byte = static_cast<int>(std::clamp(std::floor(steps), 1.0, 255.0));
  while (byte < 255 && values()[static_cast<std::size_t>(byte)] < value) ++byte;
  return static_cast<std::uint8_t>(byte);
}

std::uint8_t norm_impact(const Norm& norm, const schema::FieldCounts& tf) {
  float x = 0;
  for (std::size_t f = 0; f < schema::kFields; ++f) x += static_cast<float>(tf[f]) * values()[norm.fields[f]];
  return scaled(norm.most, saturated(x));
}

std::uint8_t norm_impact(const Norm& norm, std::uint8_t code) {
  return code == kEscape ? norm.most : norm_impact(norm, kTfOfCode[code]);
}

void norm_impacts(const Norm* norms, const std::uint16_t* docs, const std::uint8_t* codes, std::uint32_t count,
                  std::uint8_t* out) {
  const BodyTable& table = body_table();
  for (std::uint32_t i = 0; i < count; ++i) {
    const Norm& norm = norms[docs[i]];
    out[i] = codes[i] < kBodies && codes[i] > 0 ? scaled(norm.most, table[codes[i]][norm.fields[schema::kBody]] + 1u)
                                                : norm_impact(norm, codes[i]);
  }
}

}  // namespace forestall::postings
