// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace forestall::analysis {

/// What a code point is to the scanner.
enum class CharClass : std::uint8_t {
  other,      ///< ends a word
  letter,     ///< letters, digits and marks: [\w\p{M}] without the underscore
  ideograph,  ///< Han, Kana, Hangul: written without blanks or nearly so; bigrams
  syllabic,   ///< Thai, Lao, Khmer, Burmese: words from ICU's dictionaries
  apostrophe,
  ignorable,  ///< invisible: soft hyphens, joiners, marks of direction; a word goes on behind it
  symbol,     ///< emoji and technical signs: each a term
};

CharClass class_of(char32_t c);

/// The small letter (the capital) of a letter that is written by one; else itself.
char32_t lower(char32_t c);
char32_t upper(char32_t c);

/// The code point at the start of well-formed UTF-8, and its length in bytes.
struct CodePoint {
  char32_t value;
  std::uint32_t length;
};
inline CodePoint decode(const char* p) {
  const auto at = [p](int i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(p[i])); };
  if (at(0) < 0x80) return {at(0), 1};
  if (at(0) < 0xE0) return {(at(0) & 0x1F) << 6 | (at(1) & 0x3F), 2};
  if (at(0) < 0xF0) return {(at(0) & 0x0F) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F), 3};
  return {(at(0) & 0x07) << 18 | (at(1) & 0x3F) << 12 | (at(2) & 0x3F) << 6 | (at(3) & 0x3F), 4};
}

/// The last place up to `at` where a character as people see it begins (Unicode's UAX 29: a base with its marks, a
/// joined emoji, a syllable of Hangul); `at` itself if the last 64 bytes hold none.
std::size_t character_start(std::string_view text, std::size_t at);

/// `text` cut to at most `limit` bytes, at a code point.
std::string_view cut(std::string_view text, std::size_t limit);

}  // namespace forestall::analysis
