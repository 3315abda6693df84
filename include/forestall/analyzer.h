// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/document.h"
#include "forestall/schema.h"

namespace forestall {

/// One term of an analysed text.
struct AnalyzedTerm {
  std::string term;        ///< as indexed: folded, stemmed
  std::uint32_t position;  ///< equal positions are alternatives
  std::uint32_t begin;     ///< code points of the text: [begin, end)
  std::uint32_t end;
  bool function_word = false;  ///< "the", "would": counts less in a long query or draft
  bool spelling = false;       ///< how others write the word, or words as one: "losenord", "email"; counts little
  bool operator==(const AnalyzedTerm&) const = default;
};

/// The terms of a plain text in a language, as an index with this schema would hold them. `lang` empty: none is
/// assumed. Throws `Error(invalid_argument)` for invalid UTF-8.
FORESTALL_EXPORT std::vector<AnalyzedTerm> analyze(std::string_view text, std::string_view lang,
                                                   const Schema& schema = {});

/// The language of a text, with a confidence of 0 to 1; code "" if uncertain.
struct LanguageGuess {
  std::string code;
  double confidence = 0;
  bool operator==(const LanguageGuess&) const = default;
};
FORESTALL_EXPORT LanguageGuess detect_language(std::string_view text);

/// A body without its markup.
FORESTALL_EXPORT std::string plain_text(std::string_view body, BodyFormat format);

}  // namespace forestall
