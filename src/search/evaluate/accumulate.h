// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace forestall::search {

// The inner loops over a window's 16-bit sums, compiled for several instruction sets of which the best that the
// processor has is chosen when they are first called. `count` is a number of documents; `sums` has room for a multiple
// of 128. Sums do not overflow: whoever makes the weights sees to it.

/// A term's dense row and what each of its levels adds.
struct RowTerm {
  const std::uint8_t* codes = nullptr;    ///< of the window, postings/dense_row.h
  std::array<std::uint8_t, 16> values{};  ///< by level number, in units of 2^shift; values[0] = 0
};
/// So many rows are added at a time; together their values stay within 8 bits.
inline constexpr std::size_t kRowsTogether = 4;
struct RowGroup {
  std::array<RowTerm, kRowsTogether> rows;  ///< unused ones: zero values and the codes of another
  int shift = 0;
};
/// sums[i] += Σ values[code of document i] · 2^shift, for every row.
void add_rows(std::uint16_t* sums, const RowGroup& group, std::uint32_t count);

/// sums[docs[i]] += bytes[impacts[i]] · weight / 256, rounded down, + 1: at least the product.
void add_list(std::uint16_t* sums, std::span<const std::uint16_t> docs, const std::uint8_t* impacts,
              const std::array<std::uint8_t, 256>& bytes, std::uint16_t weight);

/// Sets bit i of `words`, of which there are 128, for each of the window's documents i that a dense row holds, and
/// clears the others.
void row_bits(const std::uint8_t* codes, std::uint32_t count, std::uint64_t* words);

/// How many sums are above 0.
std::uint32_t count_sums(const std::uint16_t* sums, std::uint32_t count);

/// Sums are looked at in blocks of so many documents, a bit each.
inline constexpr std::uint32_t kSumBlock = 256;
/// Those of `blocks` in which a sum is at least `least`. `sums`: a window's.
std::uint32_t reaching_blocks(const std::uint16_t* sums, std::uint32_t blocks, std::uint16_t least);

/// Writes the numbers of the documents whose sum is at least `least` (which is above 0), ascending; returns how many.
std::uint32_t collect(const std::uint16_t* sums, std::uint32_t count, std::uint16_t least, std::uint16_t* out);

/// A sum that at least `wanted` documents reach if so many have one above 0, and not many more; at least 1.
std::uint16_t least_of_best(const std::uint16_t* sums, std::uint32_t count, std::size_t wanted);

}  // namespace forestall::search
