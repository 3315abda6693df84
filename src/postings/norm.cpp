// SPDX-License-Identifier: Apache-2.0
#include "postings/norm.h"

#include <algorithm>
#include <cmath>

#include "postings/tf_code.h"

namespace forestall::postings {
namespace {

constexpr int kOne = 128;                     // the byte that stands for 1
constexpr double kStep = 1.0594630943592953;  // the twelfth root of 2
constexpr float kMargin = 1 + 1e-5F;          // more than what sums of floats lose

std::array<float, 256> make_values() {
  std::array<float, 256> values{};
  double up = 1, down = 1;
  for (int i = 0; kOne + i < 255; ++i, up *= kStep) values[static_cast<std::size_t>(kOne + i)] = static_cast<float>(up);
  for (int i = 0; kOne - i > 0; ++i, down /= kStep)
    values[static_cast<std::size_t>(kOne - i)] = static_cast<float>(down);
  values[255] = 1e8F;
  return values;
}

const std::array<float, 256>& values() {
  static const std::array<float, 256> all = make_values();
  return all;
}

/// `most` · x / (1 + x), rounded up.
inline std::uint8_t scaled(std::uint8_t most, float x) {
  const auto up = static_cast<std::uint32_t>(most * kMargin * (x / (1 + x))) + 1;
  return static_cast<std::uint8_t>(std::min<std::uint32_t>(up, most));
}

using FieldFloats = std::array<float, schema::kFields>;
const std::array<FieldFloats, 256>& frequencies() {
  static const std::array<FieldFloats, 256> all = [] {
    std::array<FieldFloats, 256> made{};
    for (std::size_t code = 0; code < made.size(); ++code)
      for (std::size_t f = 0; f < schema::kFields; ++f) made[code][f] = static_cast<float>(kTfOfCode[code][f]);
    made[kEscape] = {1e8F, 1e8F, 1e8F};
    return made;
  }();
  return all;
}

inline float worth(const std::array<float, 256>& values, const Norm& norm, const FieldFloats& tf) {
  return tf[0] * values[norm.fields[0]] + tf[1] * values[norm.fields[1]] + tf[2] * values[norm.fields[2]];
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

std::uint8_t norm_impact(const Norm& norm, std::uint8_t code) {
  return scaled(norm.most, worth(values(), norm, frequencies()[code]));
}

void norm_impacts(const Norm* norms, const std::uint16_t* docs, const std::uint8_t* codes, std::uint32_t count,
                  std::uint8_t* out) {
  const std::array<float, 256>& of_byte = values();
  const std::array<FieldFloats, 256>& of_code = frequencies();
  for (std::uint32_t i = 0; i < count; ++i) {
    const Norm& norm = norms[docs[i]];
    out[i] = scaled(norm.most, worth(of_byte, norm, of_code[codes[i]]));
  }
}

}  // namespace forestall::postings
