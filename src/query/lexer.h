// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forestall::query {

/// What a query's text falls into.
struct Lexeme {
  enum class Type : std::uint8_t { word, phrase, open, close, plus, minus, and_, or_, not_, field };
  Type type = Type::word;
  std::string_view text;  ///< of a word or phrase (without quotes), or the field's name
  std::size_t at = 0;     ///< byte of the query
  bool closed = true;     ///< phrase: its second quote was found
};

/// Splits a query into lexemes. `lenient`: typographic quotes count as quotes, and a minus between a word and a number
/// belongs to the number. AND, OR and NOT are operators only in a query that is not written all in capitals.
std::vector<Lexeme> lex(std::string_view text, bool lenient);

}  // namespace forestall::query
