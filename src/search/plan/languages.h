// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forestall/results.h"
#include "index/snapshot.h"

namespace forestall::search {

/// A language that is asked for.
struct LanguageRange {
  std::string lang;  ///< canonical
  int reach = 1;     ///< the greatest `analysis::language_distance` that is searched
};

/// Which languages are searched, best first. Documents of uncertain language are searched with every language.
struct Languages {
  std::vector<LanguageRange> ranges;  ///< empty: every language
  LanguageChoice choice;              ///< `only` false: documents of every language are searched, these are preferred
  bool admits(std::string_view lang) const;
  /// 0 for the reader's best language; larger is worse.
  std::size_t rank(std::string_view lang) const;
  /// What was searched in one language on a guess, and not found, is searched in every language. False: nobody guessed.
  bool open();
};

/// `given`: the draft's or query's own language, or empty; `chain`: the options' languages.
Languages choose_languages(const index::Snapshot& snapshot, std::string_view text, std::string_view given,
                           const std::vector<std::string>& chain);

}  // namespace forestall::search
