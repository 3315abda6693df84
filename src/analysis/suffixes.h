// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forestall::analysis {

/// A light stemmer for languages that libstemmer has none for: the longest listed ending comes off
/// (data/words/suffixes) as long as three letters are left, as in the light stemmers of Savoy (CLEF working notes, 2006
/// to 2009); then the vowel that comes and goes in Slavic stems: Polish haseł, hasło.
class Suffixes {
 public:
  /// `lang`: primary subtag; a language without a list has no endings.
  explicit Suffixes(std::string_view lang);
  /// The word without its ending. `folded`: as Normalizer::fold_case gives it.
  std::string stem(std::string_view folded) const;

 private:
  std::string without_fleeting_vowel(std::string_view stem) const;
  std::vector<std::string_view> endings_;  // longest first
  std::vector<std::string_view> fleeting_;
};

}  // namespace forestall::analysis
