// SPDX-License-Identifier: Apache-2.0
#include "analysis/compounds.h"

#include <array>

#include "analysis/normalizer.h"

namespace forestall::analysis {
namespace {

constexpr const char* kGerman =
#include "de_compounds.inc"
    ;

constexpr std::size_t kShortestPart = 3, kLongestWord = 60;
constexpr int kMostTries = 500;
constexpr std::array<std::string_view, 6> kLinks = {"", "s", "es", "n", "en", "er"};

}  // namespace

std::vector<std::string> Compounds::german() {
  std::vector<std::string> words;
  for (std::string_view rest = kGerman; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.empty() && line[0] != '#') words.emplace_back(line);
  }
  return words;
}

Compounds::Compounds(const std::vector<std::string>& words) {
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
    for (const std::string_view link : kLinks) {
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
