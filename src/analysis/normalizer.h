// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "analysis/stem_exceptions.h"
#include "analysis/suffixes.h"

struct sb_stemmer;

namespace forestall::analysis {

inline constexpr std::size_t kLongestTerm = 255;

/// Turns one word into its term in one language: NFKC and case folding (ICU), the stem (Snowball), then diacritics off
/// Latin and Greek letters, but for those that are letters of their own in the language. Slow; WordCache calls it once
/// a word. Not thread-safe.
class Normalizer {
 public:
  /// `lang`: primary subtag.
  explicit Normalizer(std::string_view lang);
  ~Normalizer();
  Normalizer(const Normalizer&) = delete;
  Normalizer& operator=(const Normalizer&) = delete;

  /// Folded, not stemmed, diacritics kept: what the stemmer reads.
  std::string fold_case(std::string_view word) const;
  /// The term of a word that `fold_case` gave.
  std::string term(std::string_view folded) const;
  /// The same without a stem: the word as it is compared with what people type.
  std::string surface(std::string_view folded) const;
  /// NFKC and case folding alone, in no language.
  static std::string fold_plain(std::string_view text);

 private:
  std::string stem(const std::string& word) const;
  std::string strip_marks(const std::string& word) const;
  std::string lang_;
  std::u32string kept_;  // letters that keep their marks
  bool keep_all_ = false;
  bool turkic_ = false;
  bool stems_twice_ = false;
  /// Marks come off before the stem where customers often leave them out: "securite" must find "sécurité". It costs
  /// nothing in French and .003 to .005 nDCG@10 in Spanish and Portuguese manuals (README.md).
  bool folds_first_ = false;
  StemExceptions exceptions_;
  Suffixes suffixes_;  // where there is no stemmer
  sb_stemmer* stemmer_ = nullptr;
};

}  // namespace forestall::analysis
