// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace forestall::search {

/// Bounds of a window's scores, in 16-bit units. For every impact b > 0 the sum grows by ⌊b · w / 256⌋ + 1, which is at
/// least b · w / 256: a document holds one of the terms exactly when its sum is not 0. The caller chooses weights so
/// that no sum can exceed 65,535.

/// Adds one byte a document. Uses AVX2 or AVX-512 when the processor has them; the sums are the same on all.
void add_row(std::uint16_t* sums, const std::uint8_t* impacts, std::uint32_t count, std::uint16_t weight);
/// Adds a list's postings of the window.
void add_list(std::uint16_t* sums, std::span<const std::uint16_t> docs, const std::uint8_t* impacts,
              std::uint16_t weight);
/// Writes the numbers of the documents whose sum is at least `least` to `out`, ascending; returns how many.
std::uint32_t collect(const std::uint16_t* sums, std::uint32_t count, std::uint16_t least, std::uint16_t* out);

}  // namespace forestall::search
