// SPDX-License-Identifier: Apache-2.0
#include "analysis/function_words.h"

#include <algorithm>

namespace forestall::analysis {
namespace {

struct List {
  std::string_view lang, words;
};
constexpr List kLists[] = {
#include "function_words.inc"
};

}  // namespace

std::unordered_set<std::string> function_words(std::string_view lang, const Normalizer& normalizer) {
  if (lang == "nb" || lang == "nn") lang = "no";
  std::unordered_set<std::string> words;
  for (const List& list : kLists) {
    if (list.lang != lang) continue;
    for (std::string_view rest = list.words; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!line.empty() && line[0] != '#') words.insert(normalizer.fold_case(line));
    }
  }
  return words;
}

}  // namespace forestall::analysis
