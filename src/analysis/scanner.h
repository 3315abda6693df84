// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "analysis/characters.h"

namespace forestall::analysis {

/// ASCII letters and digits, for the fast path of the scanner.
extern const bool kAsciiWord[128];

/// The end of the run of ASCII letters and digits that starts at `begin`.
std::size_t ascii_word_end(std::string_view text, std::size_t begin);

/// What an apostrophe between two letters does.
enum class Apostrophe { joins, splits };

/// The end of the word that starts at `begin`, a letter. Combining marks belong to the word.
std::size_t word_end(std::string_view text, std::size_t begin, Apostrophe apostrophe);
/// The end of the run of characters of class `run` that starts at `begin`, and how many they are.
std::size_t run_end(std::string_view text, std::size_t begin, CharClass run, std::uint32_t& count);

}  // namespace forestall::analysis
