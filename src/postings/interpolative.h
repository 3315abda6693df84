// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "base/bits.h"

namespace forestall::postings {

/// Ascending numbers from `low` to `high`, each once, by halves: the middle one in the fewest bits that its neighbours
/// leave open (binary interpolative code: Moffat and Stuiver, Information Retrieval 3, 2000).
inline void put_ascending(std::span<const std::uint32_t> values, std::uint32_t low, std::uint32_t high,
                          base::BitWriter& out) {
  if (values.empty()) return;
  const auto before = static_cast<std::uint32_t>(values.size() / 2);
  const auto after = static_cast<std::uint32_t>(values.size()) - before - 1;
  const std::uint32_t middle = values[before], least = low + before;
  out.put_below(middle - least, high - after - least + 1);
  put_ascending(values.first(before), low, middle - 1, out);
  put_ascending(values.last(after), middle + 1, high, out);
}

inline void get_ascending(std::span<std::uint32_t> values, std::uint32_t low, std::uint32_t high, base::BitReader& in) {
  if (values.empty()) return;
  const auto before = static_cast<std::uint32_t>(values.size() / 2);
  const auto after = static_cast<std::uint32_t>(values.size()) - before - 1;
  const std::uint32_t least = low + before;
  const std::uint32_t middle = values[before] = least + in.get_below(high - after - least + 1);
  get_ascending(values.first(before), low, middle - 1, in);
  get_ascending(values.last(after), middle + 1, high, in);
}

}  // namespace forestall::postings
