// SPDX-License-Identifier: Apache-2.0
#include "analysis/function_words.h"

#include "analysis/word_list.h"

namespace forestall::analysis {
namespace {

constexpr WordList kLists[] = {
#include "function_words.inc"
};

}  // namespace

std::unordered_set<std::string> function_words(std::string_view lang, const Normalizer& normalizer) {
  if (lang == "nb" || lang == "nn") lang = "no";
  std::unordered_set<std::string> words;
  for (const WordList& list : kLists) {
    if (list.lang != lang) continue;
    for (const std::string_view word : list.entries()) words.insert(normalizer.fold_case(word));
  }
  return words;
}

}  // namespace forestall::analysis
