// SPDX-License-Identifier: Apache-2.0
#include "analysis/word_terms.h"

#include <algorithm>

#include "analysis/function_words.h"
#include "analysis/joined.h"
#include "analysis/letters.h"
#include "analysis/word_list.h"

namespace forestall::analysis {
namespace {

constexpr WordList kPairs[] = {
#include "word_pairs.inc"
};

bool among(std::string_view lang, std::initializer_list<std::string_view> langs) {
  return std::find(langs.begin(), langs.end(), lang) != langs.end();
}

/// "Firefox's" → "firefox", "don't" → "dont".
void drop_apostrophes(std::string& word) {
  for (const std::string_view mark : kApostrophes) {
    if (word.size() > mark.size() + 1 && (word.back() == 's' || word.back() == 'S') &&
        word.compare(word.size() - 1 - mark.size(), mark.size(), mark) == 0)
      word.resize(word.size() - 1 - mark.size());
    for (std::size_t at = 0; (at = word.find(mark, at)) != std::string::npos;) word.erase(at, mark.size());
  }
}

/// The digits behind 0x, which people leave out: at least four.
std::string_view hexadecimal(std::string_view folded) {
  if (folded.size() < 6 || folded.substr(0, 2) != "0x") return {};
  folded.remove_prefix(2);
  return folded.find_first_not_of("0123456789abcdef") == std::string_view::npos ? folded : std::string_view();
}

/// A Hebrew word without the article or preposition that is written with it; empty if no word is left.
std::string_view without_prefix(std::string_view folded) {
  constexpr std::size_t kLetter = 2, kShortest = 4 * kLetter;
  if (folded.size() < kShortest) return {};
  const bool prefix = std::string_view("הובלמשכ").find(folded.substr(0, kLetter)) % kLetter == 0;
  return prefix ? folded.substr(kLetter) : std::string_view();
}

}  // namespace

LanguageTerms::LanguageTerms(std::string_view lang, const Compounds* compounds)
    : lang_(lang),
      normalizer_(lang),
      compounds_(compounds),
      apostrophe_(lang.empty() || among(lang, {"en", "uk", "be"}) ? Apostrophe::joins : Apostrophe::splits),
      elides_(among(lang, {"fr", "it", "ca"})),
      clitics_(among(lang, {"fr", "ca", "pt", "ro"})),
      function_words_(function_words(lang, normalizer_)) {
  for (const WordList& list : kPairs) {
    if (list.lang != "any" && list.lang != lang) continue;
    for (const std::string_view pair : list.entries()) {
      openers_.emplace(pair.substr(0, pair.find(' ')));
      closers_.emplace(pair.substr(pair.find(' ') + 1));
      pairs_.emplace(pair);
    }
  }
}

bool LanguageTerms::pair(std::string_view first, std::string_view second) const {
  return pairs_.contains(Normalizer::fold_plain(first) + " " + Normalizer::fold_plain(second));
}

bool LanguageTerms::clitic(std::string_view last) const {
  return clitics_ && function_words_.contains(Normalizer::fold_plain(last));
}

WordTerms LanguageTerms::of(std::string_view raw) const {
  WordTerms out;
  std::string word(raw);  // folding takes some apostrophes apart
  if (apostrophe_ == Apostrophe::joins) drop_apostrophes(word);
  const std::string folded = normalizer_.fold_case(word);
  out.function_word = function_words_.contains(folded);
  out.opens_pair = openers_.contains(folded);
  out.closes_pair = closers_.contains(folded);
  std::string term = normalizer_.term(folded);
  if (term.empty()) return out;
  out.terms.push_back(std::move(term));
  out.surface = normalizer_.surface(folded);
  add_parts(raw, folded, out);
  if (!out.function_word) add_spellings(folded, out);
  return out;
}

void LanguageTerms::add(std::string term, WordTerms& out, std::size_t& count) const {
  if (term.empty() || std::find(out.terms.begin(), out.terms.end(), term) != out.terms.end()) return;
  out.terms.push_back(std::move(term));
  ++count;
}

void LanguageTerms::add_parts(std::string_view raw, const std::string& folded, WordTerms& out) const {
  constexpr std::size_t kShortestName = 3, kLongestNumber = 4;
  if (compounds_ != nullptr) {
    const auto parts = compounds_->split(folded);
    for (const std::string_view part : parts) add(normalizer_.term(part), out, out.parts);
    for (const std::string_view part : parts)
      add(normalizer_.term(plain_letters(std::string(part), lang_)), out, out.parts);
  }
  for (const std::string_view part : code_words(raw))
    add(normalizer_.term(normalizer_.fold_case(part)), out, out.parts);
  const auto parts = letters_and_digits(folded);
  if (!parts.empty() && folded[0] > '9' && parts[0].size() >= kShortestName && parts[1].size() <= kLongestNumber)
    for (const std::string_view part : parts)
      if (part.size() > 1) add(normalizer_.term(part), out, out.parts);
}

void LanguageTerms::add_spellings(const std::string& folded, WordTerms& out) const {
  // Whoever leaves marks out gives the stemmer a word without them. Cyrillic stems need theirs: красный is красн.
  const bool cyrillic = (static_cast<unsigned char>(folded[0]) & 0xFCu) == 0xD0;
  add(cyrillic ? plain_letters(out.terms[0], lang_) : normalizer_.term(plain_letters(folded, lang_)), out,
      out.spellings);
  if (const std::string restored = restored_letters(folded, lang_); !restored.empty())
    add(normalizer_.term(restored), out, out.spellings);
  if (lang_ == "he") add(normalizer_.term(without_prefix(folded)), out, out.spellings);
  add(std::string(hexadecimal(folded)), out, out.spellings);
}

}  // namespace forestall::analysis
