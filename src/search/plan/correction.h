// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forestall/query.h"
#include "search/plan/speller.h"

namespace forestall::search {

/// A query with other words in place of some.
struct CorrectedQuery {
  Query query;
  std::vector<std::pair<std::string, std::string>> words;  ///< as typed, as corrected; empty: nothing was
  /// `text` with the words replaced.
  std::string in(std::string_view text) const;
};

/// Words that no document the reader may see holds, in place of which one word is likely.
CorrectedQuery correct_unknown(const Query& query, Speller& speller);
/// Also words that hardly any document holds, where a word that is much more frequent is very near.
CorrectedQuery correct_rare(const Query& query, Speller& speller);

}  // namespace forestall::search
