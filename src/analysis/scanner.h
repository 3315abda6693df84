// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "analysis/characters.h"

namespace forestall::analysis {

/// ASCII letters and digits, for the fast path of the scanner.
extern const bool kAsciiWord[128];

/// The end of the run of ASCII letters and digits that starts at `begin`.
std::size_t ascii_word_end(std::string_view text, std::size_t begin);

/// Apostrophes and what is typed for them, in UTF-8.
inline constexpr std::array<std::string_view, 10> kApostrophes = {"'",      "`",      "\u00B4", "\u02B9", "\u02BB",
                                                                  "\u02BC", "\u2018", "\u2019", "\u2032", "\uFF07"};

/// What an apostrophe between two letters does.
enum class Apostrophe { joins, splits };

/// The end of the word that starts at `begin`, a letter. Combining marks belong to the word, and so do
/// invisible signs between two letters.
std::size_t word_end(std::string_view text, std::size_t begin, Apostrophe apostrophe);
/// The end of the run of characters of class `run` that starts at `begin`, and how many they are.
std::size_t run_end(std::string_view text, std::size_t begin, CharClass run, std::uint32_t& count);

}  // namespace forestall::analysis
