// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "analysis/compounds.h"
#include "analysis/normalizer.h"
#include "analysis/scanner.h"

namespace forestall::analysis {

/// The terms of a word: first its own, then those of its parts (a compound's, a code name's), then those of other
/// spellings. None if it has no letter or digit.
struct WordTerms {
  std::vector<std::string> terms;
  std::string surface;  ///< the word itself: folded, not stemmed; empty if it is none (a bigram, an identifier)
  std::size_t parts = 0, spellings = 0;
  bool function_word = false;
  bool opens_pair = false;   ///< the first of two words that are also written as one (data/words/pairs),
  bool closes_pair = false;  ///< the second
};

/// What makes terms of words in one language. Slow: the analyser asks once for each word. Not thread-safe.
class LanguageTerms {
 public:
  /// `compounds` may be null.
  LanguageTerms(std::string_view lang, const Compounds* compounds);
  WordTerms of(std::string_view raw) const;
  /// Whether two neighbouring words are in the list of pairs.
  bool pair(std::string_view first, std::string_view second) const;
  /// Whether a word that hangs at another by a hyphen, as `last` does, is a clitic: French "a-t-il".
  bool clitic(std::string_view last) const;
  const std::string& lang() const { return lang_; }
  Apostrophe apostrophe() const { return apostrophe_; }
  bool elides() const { return elides_; }

 private:
  void add_parts(std::string_view raw, const std::string& folded, WordTerms& out) const;
  void add_spellings(const std::string& folded, WordTerms& out) const;
  void add(std::string term, WordTerms& out, std::size_t& count) const;
  std::string lang_;
  Normalizer normalizer_;
  const Compounds* compounds_;
  Apostrophe apostrophe_;
  bool elides_, clitics_;
  std::unordered_set<std::string> function_words_;
  std::unordered_set<std::string> openers_, closers_, pairs_;
};

}  // namespace forestall::analysis
