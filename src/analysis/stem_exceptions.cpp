// SPDX-License-Identifier: Apache-2.0
#include "analysis/stem_exceptions.h"

#include "analysis/word_list.h"

namespace forestall::analysis {
namespace {

constexpr WordList kLists[] = {
#include "stems.inc"
};

}  // namespace

StemExceptions::StemExceptions(std::string_view lang) {
  for (const WordList& list : kLists) {
    if (list.lang != lang) continue;
    for (const std::string_view line : list.entries()) {
      const std::size_t blank = line.find(' ');
      stems_.emplace(line.substr(0, blank), line.substr(blank + 1));
    }
  }
}

}  // namespace forestall::analysis
