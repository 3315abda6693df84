// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace forestall::analysis {

/// A stretch of text that is also written as one word, and that word.
struct Joined {
  std::size_t end = 0;   ///< bytes of the text; 0: it is not
  std::size_t last = 0;  ///< where the last of several words begins
  std::string word;      ///< not folded
};

/// Whether a sign may join words: a hyphen, an ampersand, a stroke, a full stop, the middle dot of Catalan.
bool may_join(std::string_view text, std::size_t at);
/// Words from `begin` on that the sign at `at` joins, as one: e-mail, AT&T, U.S., Node.js, col·lecció.
Joined joined_words(std::string_view text, std::size_t begin, std::size_t at);
/// A number from `begin` on that is written in groups: "1,000", "1 000", "+49 (0)30 123-4567". Its digits.
Joined grouped_number(std::string_view text, std::size_t begin);

/// The words in a name that its capitals part; one for a name that is no such.
std::vector<std::string_view> capital_words(std::string_view name);
/// The words of a code name: NullPointerException, maxConnections; not iPhone, nor LibreOffice. Empty if it is none.
std::vector<std::string_view> code_words(std::string_view word);
/// The letters and the digits of Office365, E05; empty if the word is not some of the one and then some of the other.
std::vector<std::string_view> letters_and_digits(std::string_view word);

}  // namespace forestall::analysis
