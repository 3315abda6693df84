// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "ranking/closeness.h"

namespace forestall::search {

/// Calls `each(key)` for the runs of kLetters letters of a term that begins with a mark for its start; a term that is
/// too short is one run. Equal runs have equal keys. Terms that begin with an ideograph, a kana or Hangul have none:
/// analysis cuts those into pairs already.
template <typename Each>
void each_run(std::string_view term, Each&& each) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
  if (term.empty() || static_cast<std::uint8_t>(term[0]) >= 0xE3) return;
  std::uint64_t letters[ranking::kLetters] = {1};
  std::size_t count = 1;
  const auto key = [&] {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < ranking::kLetters; ++i) hash = (hash ^ letters[i]) * kFactor;
    return hash ^ (hash >> 29);
  };
  for (std::size_t i = 0; i < term.size();) {
    std::uint64_t letter = static_cast<std::uint8_t>(term[i++]);
    while (i < term.size() && (static_cast<std::uint8_t>(term[i]) & 0xC0u) == 0x80u)
      letter = letter << 8 | static_cast<std::uint8_t>(term[i++]);
    if (count == ranking::kLetters) {
      for (std::size_t k = 1; k < ranking::kLetters; ++k) letters[k - 1] = letters[k];
      letters[ranking::kLetters - 1] = letter;
    } else {
      letters[count++] = letter;
    }
    if (count == ranking::kLetters) each(key());
  }
  if (count < ranking::kLetters) each(key());
}

}  // namespace forestall::search
