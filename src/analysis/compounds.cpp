// SPDX-License-Identifier: Apache-2.0
#include "analysis/compounds.h"

#include <algorithm>
#include <array>

#include "analysis/normalizer.h"
#include "analysis/word_list.h"

namespace forestall::analysis {
namespace {

constexpr WordList kLists[] = {
#include "compound_words.inc"
};

constexpr std::size_t kShortestPart = 3, kLongestWord = 60;
constexpr int kMostTries = 500;

/// What may stand between two parts, or end the last one.
constexpr std::array<std::string_view, 6> kGerman = {"", "s", "es", "n", "en", "er"};
constexpr std::array<std::string_view, 6> kDutch = {"", "s", "en", "n", "e", "je"};
constexpr std::array<std::string_view, 11> kNordic = {"", "s", "e", "n", "en", "et", "er", "r", "t", "na", "ene"};
constexpr std::array<std::string_view, 8> kFinnish = {"", "n", "t", "a", "en", "ni", "ssa", "lle"};

std::span<const std::string_view> links(std::string_view lang) {
  if (lang == "nl") return kDutch;
  if (lang == "fi") return kFinnish;
  if (lang == "sv" || lang == "da" || lang == "no" || lang == "nb" || lang == "nn") return kNordic;
  return kGerman;
}

}  // namespace

std::vector<std::string_view> Compounds::built_in() {
  std::vector<std::string_view> langs{"nb", "nn"};
  for (const WordList& list : kLists) langs.push_back(list.lang);
  return langs;
}

std::vector<std::string> Compounds::words(std::string_view lang) {
  if (lang == "nb" || lang == "nn") lang = "no";
  for (const WordList& list : kLists) {
    if (list.lang != lang) continue;
    const auto entries = list.entries();
    return {entries.begin(), entries.end()};
  }
  return {};
}

Compounds::Compounds(const std::vector<std::string>& words, std::string_view lang) : links_(links(lang)) {
  kept_.reserve(words.size());
  for (const std::string& word : words) kept_.push_back(Normalizer::fold_plain(word));
  for (const std::string& word : kept_)
    if (word.size() >= kShortestPart) words_.insert(word);
}

std::vector<std::string_view> Compounds::split(std::string_view word) const {
  std::vector<std::string_view> parts;
  if (words_.empty() || word.size() < 2 * kShortestPart || word.size() > kLongestWord || words_.contains(word))
    return {};
  int tries = 0;
  return split_from(word, parts, tries) && parts.size() > 1 ? parts : std::vector<std::string_view>{};
}

/// Longest part first; a plural or case ending may follow the last one.
bool Compounds::split_from(std::string_view rest, std::vector<std::string_view>& parts, int& tries) const {
  if (++tries > kMostTries) return false;
  for (std::size_t length = rest.size(); length >= kShortestPart; --length) {
    const auto found = words_.find(rest.substr(0, length));
    if (found == words_.end()) continue;
    for (const std::string_view link : links_) {
      const std::string_view after = rest.substr(length);
      if (after.substr(0, link.size()) != link) continue;
      parts.push_back(*found);
      if (after.size() == link.size() || split_from(after.substr(link.size()), parts, tries)) return true;
      parts.pop_back();
    }
  }
  return false;
}

}  // namespace forestall::analysis
