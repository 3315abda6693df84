// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "postings/tf_code.h"

namespace forestall::postings {

/// Lists of up to so many postings are bits alone; those of fewer than kMany postings have no windows.
inline constexpr std::uint32_t kFew = 32, kMany = 2048;
/// A window of so many postings that their differences take more bytes is a bitmap.
inline constexpr std::size_t kBitmap = 8192 / 8;

/// What packed lists hold instead of tf_codes: frequent ones are low.
struct CodeRanks {
  std::array<std::uint8_t, 256> of_code{}, code{};
};

const CodeRanks& code_ranks();

/// Below which the positions of a field of that length lie.
inline std::uint32_t limit_of(std::uint32_t length, std::uint32_t shift) {
  const std::uint64_t limit = static_cast<std::uint64_t>(std::max(length, 1u)) << shift;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(limit, 1u << 31));
}

}  // namespace forestall::postings
