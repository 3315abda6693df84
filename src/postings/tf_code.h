// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "schema/fields.h"

namespace forestall::postings {

/// The term frequencies of one posting in one byte: title 0–2, tags 0–1, body 0–41. What does not fit is kEscape,
/// with the frequencies as varints beside it. Saved on disk: never change.
inline constexpr std::uint8_t kEscape = 255;

std::uint8_t encode_tf(const schema::FieldCounts& tf);

/// Frequencies by code; zero for kEscape.
extern const std::array<schema::FieldCounts, 256> kTfOfCode;

/// Their sums by code; 0 for kEscape.
extern const std::array<std::uint8_t, 256> kTotalOfCode;

inline std::uint32_t total(const schema::FieldCounts& tf) { return tf[0] + tf[1] + tf[2]; }

}  // namespace forestall::postings
