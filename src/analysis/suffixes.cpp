// SPDX-License-Identifier: Apache-2.0
#include "analysis/suffixes.h"

#include <algorithm>

#include "base/utf8.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kShortestStem = 3;

struct List {
  std::string_view lang, words;
};
constexpr List kLists[] = {
#include "suffixes.inc"
};

}  // namespace

Suffixes::Suffixes(std::string_view lang) {
  for (const List& list : kLists) {
    if (list.lang != lang) continue;
    for (std::string_view rest = list.words; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!line.empty() && line[0] != '#') endings_.push_back(line);
    }
  }
  std::stable_sort(endings_.begin(), endings_.end(),
                   [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
}

std::string_view Suffixes::stem(std::string_view folded) const {
  for (const std::string_view ending : endings_) {
    if (!folded.ends_with(ending)) continue;
    const std::string_view stem = folded.substr(0, folded.size() - ending.size());
    if (base::count_code_points(stem) >= kShortestStem) return stem;
  }
  return folded;
}

}  // namespace forestall::analysis
