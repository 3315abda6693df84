// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What of a mail did its writer write?
namespace forestall::mail {

/// A word of a canonical line.
struct Word {
  std::uint32_t begin = 0, end = 0;  // in the canonical text
  bool upper = false;                // begins with a capital
  bool capitals = false;             // has no small letter
  bool digit = false;
  bool address = false;   // holds an @
  bool wide = false;      // Han, Kana, Hangul
  bool caseless = false;  // of a script without capitals
  bool colon = false;     // a colon follows
};

/// A line as lists know it: small letters, words with one blank between them, no signs around them, straight
/// apostrophes, no-break blanks as blanks, nothing invisible.
struct Canonical {
  std::string text;
  std::vector<Word> words;
  bool colon = false;  // the line ends in one
  std::string_view word(std::size_t i) const {
    return std::string_view(text).substr(words[i].begin, words[i].end - words[i].begin);
  }
};

Canonical canonical(std::string_view line);

}  // namespace forestall::mail
