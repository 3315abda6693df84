// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forestall/results.h"
#include "index/snapshot.h"

namespace forestall::search {

/// Which languages are searched, best first. Documents of uncertain language are searched with every language.
struct Languages {
  std::vector<std::string> ranges;  ///< canonical; empty: every language
  LanguageChoice choice;
  bool admits(std::string_view lang) const;
  /// 0 for the reader's best language; larger is worse.
  std::size_t rank(std::string_view lang) const;
};

/// `given`: the draft's or query's own language, or empty; `chain`: the options' languages.
Languages choose_languages(const index::Snapshot& snapshot, std::string_view text, std::string_view given,
                           const std::vector<std::string>& chain);

}  // namespace forestall::search
