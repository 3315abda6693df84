// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "ranking/closeness.h"

namespace forestall::search {

inline constexpr std::uint64_t kRunFactor = 0x9E3779B97F4A7C15;
inline constexpr std::uint64_t kRunStart = 1;  ///< stands before the first letter

/// The key of a run of single bytes, the first one lowest.
inline std::uint64_t narrow_run_key(std::uint32_t run) {
  const std::uint64_t hash = run * kRunFactor;
  return hash ^ (hash >> 29);
}

/// The key of any run: its letters, bytes of UTF-8 put together, 0 behind the last one.
inline std::uint64_t run_key(const std::uint64_t (&letters)[ranking::kLetters]) {
  std::uint64_t hash = 0, all = 0, narrow = 0;
  for (std::size_t i = 0; i < ranking::kLetters; ++i) {
    hash = (hash ^ letters[i]) * kRunFactor;
    all |= letters[i];
    narrow |= letters[i] << (8 * i);
  }
  return all < 128 ? narrow_run_key(static_cast<std::uint32_t>(narrow)) : hash ^ (hash >> 29);
}

/// `each_run` of a term of single bytes: most are, and one multiplication a run does for them.
template <typename Each>
void each_narrow_run(std::string_view term, Each&& each) {
  static_assert(ranking::kLetters == 4);
  std::uint32_t run = kRunStart;
  for (std::size_t i = 0; i < term.size(); ++i) {
    const auto letter = static_cast<std::uint32_t>(static_cast<std::uint8_t>(term[i]));
    run = i < 3 ? run | letter << (8 * (i + 1)) : run >> 8 | letter << 24;
    if (i >= 2) each(narrow_run_key(run));
  }
  if (term.size() < 3) each(narrow_run_key(run));
}

/// Calls `each(key)` for the runs of kLetters letters of a term that begins with a mark for its start; a term that is
/// too short is one run. Equal runs have equal keys. Terms that begin with an ideograph, a kana or Hangul have none:
/// analysis cuts those into pairs already.
template <typename Each>
void each_run(std::string_view term, Each&& each) {
  if (term.empty() || static_cast<std::uint8_t>(term[0]) >= 0xE3) return;
  std::uint8_t all = 0;
  for (const char byte : term) all |= static_cast<std::uint8_t>(byte);
  if (all < 128) return each_narrow_run(term, each);
  std::uint64_t letters[ranking::kLetters] = {kRunStart};
  std::size_t count = 1;
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
    if (count == ranking::kLetters) each(run_key(letters));
  }
  if (count < ranking::kLetters) each(run_key(letters));
}

}  // namespace forestall::search
