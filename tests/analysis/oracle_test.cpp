// SPDX-License-Identifier: Apache-2.0
// The scanner and its cache against a plain reading: split at everything but letters, normalise each word by itself.
#include <gtest/gtest.h>

#include <random>

#include "analysis/analyzer.h"
#include "analysis/characters.h"
#include "analysis/normalizer.h"
#include "base/hash.h"

namespace forestall::analysis {
namespace {

std::vector<std::string> plain_terms(std::string_view text, std::string_view lang) {
  const Normalizer normalizer(lang);
  std::vector<std::string> out;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) {
      std::string term = normalizer.term(normalizer.fold_case(word));
      if (!term.empty()) out.push_back(std::move(term));
    }
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text.data() + i);
    if (class_of(point.value) == CharClass::letter)
      word.append(text.substr(i, point.length));
    else
      finish();
    i += point.length;
  }
  finish();
  return out;
}

std::string random_text(std::mt19937& random) {
  static const char* const kPieces[] = {"a", "b",  "E",  "Z",  "s",      "ing", "ation", "é",      "Ü", "ß", "ñ", "İ",
                                        "ı", "Ж",  "ё",  "й",  "σ",      "ς",   "ﬁ",     "\u0301", "ह", "ि", "ع", " ",
                                        " ", "\n", ", ", "! ", "\u00A0", "7",   "Å",     "ø",      "ș", "ğ"};
  std::string text;
  for (std::size_t i = 0, n = random() % 120; i < n; ++i) text += kPieces[random() % std::size(kPieces)];
  return text;
}

TEST(AnalyzerOracle, AgreesWithNormalisingEveryWordAnew) {
  const std::uint32_t seed = 31;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const Analyzer analyzer{Schema{}};
  Session session = analyzer.session();
  const char* const langs[] = {"de", "es", "pt", "sv", "tr", "ru", "ro", "nl", "fi", "el", "hi", "hu", "vi", "cs"};
  for (int i = 0; i < 4000; ++i) {
    const std::string text = random_text(random), lang = langs[random() % std::size(langs)];
    std::vector<Token> tokens;
    session.analyze(text, lang, tokens);
    std::vector<std::string> found;
    std::uint32_t last = 0;
    for (const Token& token : tokens) {
      EXPECT_EQ(token.hash, base::hash(token.term));
      EXPECT_LE(token.begin, token.end);
      EXPECT_LE(token.end, text.size());
      EXPECT_LE(last, token.position);
      last = token.position;
      if (token.form == Form::word) found.emplace_back(token.term);
    }
    ASSERT_EQ(found, plain_terms(text, lang)) << lang << ": " << text;
    if (i % 500 == 499) session.trim();
  }
}

}  // namespace
}  // namespace forestall::analysis
