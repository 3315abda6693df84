// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "schema/fields.h"

namespace forestall::postings {

/// What impacts of a document come from, in four bytes: where lists hold none, they are reckoned from these and the
/// frequencies. Saved on disk.
struct Norm {
  std::array<std::uint8_t, schema::kFields> fields{};  ///< each field's factor / k1, rounded up (norm_value)
  std::uint8_t most = 0;                               ///< the impact that no frequency exceeds
};
static_assert(sizeof(Norm) == 4);

/// The least byte whose value is at least that; 0 stands for 0, 255 for more than any other.
std::uint8_t norm_byte(double value);
/// Twelve steps an octave.
float norm_value(std::uint8_t byte);

/// Bounds of what frequencies (tf_code) are worth: bake(saturate(T, k1)) for T / k1 = Σ tf · field's value, rounded up;
/// 1 to `most`, which kEscape comes to.
std::uint8_t norm_impact(const Norm& norm, std::uint8_t code);
/// The same for many documents, numbered from `norms`.
void norm_impacts(const Norm* norms, const std::uint16_t* docs, const std::uint8_t* codes, std::uint32_t count,
                  std::uint8_t* out);

}  // namespace forestall::postings
