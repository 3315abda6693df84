// SPDX-License-Identifier: Apache-2.0
#include "analysis/suffixes.h"

#include <algorithm>

#include "analysis/word_list.h"
#include "base/utf8.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kShortestStem = 3;

constexpr WordList kLists[] = {
#include "suffixes.inc"
};

/// The vowels that come and go before the last consonant.
std::vector<std::string_view> fleeting_vowels(std::string_view lang) {
  if (lang == "pl" || lang == "cs" || lang == "sl") return {"e"};
  if (lang == "sk") return {"ie", "e", "o"};
  if (lang == "uk") return {"о", "е"};
  return {};
}

bool vowel(std::string_view letter) {
  static constexpr std::string_view kVowels[] = {"a", "e", "i", "o", "u", "y", "á", "é", "í", "ó", "ú", "ý", "ě", "ą",
                                                 "ę", "ů", "ä", "ô", "а", "е", "и", "і", "о", "у", "є", "ї", "ю", "я"};
  return std::find(std::begin(kVowels), std::end(kVowels), letter) != std::end(kVowels);
}

/// The start of the last letter of a word that is not empty.
std::size_t last_letter(std::string_view word) {
  std::size_t at = word.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(word[at]) & 0xC0u) == 0x80u) --at;
  return at;
}

}  // namespace

Suffixes::Suffixes(std::string_view lang) : fleeting_(fleeting_vowels(lang)) {
  for (const WordList& list : kLists)
    if (list.lang == lang) endings_ = list.entries();
  std::stable_sort(endings_.begin(), endings_.end(),
                   [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
}

std::string Suffixes::stem(std::string_view folded) const {
  for (const std::string_view ending : endings_) {
    if (!folded.ends_with(ending)) continue;
    const std::string_view stem = folded.substr(0, folded.size() - ending.size());
    if (base::count_code_points(stem) >= kShortestStem) return without_fleeting_vowel(stem);
  }
  return without_fleeting_vowel(folded);
}

std::string Suffixes::without_fleeting_vowel(std::string_view stem) const {
  if (fleeting_.empty() || base::count_code_points(stem) < kShortestStem + 1) return std::string(stem);
  const std::size_t last = last_letter(stem);
  const std::string_view head = stem.substr(0, last), consonant = stem.substr(last);
  for (const std::string_view letter : fleeting_) {
    if (vowel(consonant) || !head.ends_with(letter)) continue;
    const std::string_view before = head.substr(0, head.size() - letter.size());
    if (before.empty() || vowel(before.substr(last_letter(before)))) continue;
    return std::string(before) + std::string(consonant);
  }
  return std::string(stem);
}

}  // namespace forestall::analysis
