// SPDX-License-Identifier: Apache-2.0
#include "postings/dense_row.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace forestall::postings {
namespace {

struct Level {
  std::uint32_t value;
  std::uint64_t count;
};

}  // namespace

std::array<std::uint8_t, DenseRow::kLevels> choose_levels(const std::array<std::uint32_t, 256>& counts) {
  std::vector<Level> levels;
  for (std::uint32_t value = 1; value < 256; ++value)
    if (counts[value] > 0) levels.push_back({value, counts[value]});
  // Whatever costs least is raised to the level above it, until 15 are left.
  while (levels.size() > DenseRow::kLevels - 1) {
    std::size_t cheapest = 0;
    std::uint64_t least = ~std::uint64_t{0};
    for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
      const std::uint64_t cost = levels[i].count * (levels[i + 1].value - levels[i].value);
      if (cost < least) least = cost, cheapest = i;
    }
    levels[cheapest + 1].count += levels[cheapest].count;
    levels.erase(levels.begin() + static_cast<std::ptrdiff_t>(cheapest));
  }
  std::array<std::uint8_t, DenseRow::kLevels> out{};
  for (std::size_t i = 0; i < levels.size(); ++i) out[i + 1] = static_cast<std::uint8_t>(levels[i].value);
  return out;
}

void DenseRow::write(std::span<const std::uint32_t> docs, std::span<const std::uint8_t> impacts,
                     std::uint32_t documents, char* out) {
  std::array<std::uint32_t, 256> counts{};
  for (const std::uint8_t impact : impacts) ++counts[impact];
  const auto levels = choose_levels(counts);
  std::array<std::uint8_t, 256> code_of{};
  for (std::uint32_t impact = 1, code = 1; impact < 256; ++impact) {
    if (levels[code] != 0 && impact > levels[code] && code + 1 < kLevels) ++code;
    code_of[impact] = static_cast<std::uint8_t>(code);
  }
  std::memset(out, 0, bytes(documents));
  std::copy(levels.begin(), levels.end(), out);
  char* codes = out + kHeader;
  for (std::size_t i = 0; i < docs.size(); ++i) {
    const std::uint32_t doc = docs[i];
    const unsigned code = code_of[impacts[i]];
    char& pair = codes[doc / kGroup * kGroupBytes + doc % 64];
    pair = static_cast<char>(static_cast<std::uint8_t>(pair) | (doc % kGroup < 64 ? code : code << 4));
  }
}

}  // namespace forestall::postings
