// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "search/evaluate/scorer.h"

namespace forestall::search {

/// Text scores from the postings of a few terms, to the last bit those of Scorer: for short queries, where reading a
/// document's whole forward entry costs more than finding it in each list.
class PostingScorer {
 public:
  static constexpr std::size_t kMostTerms = 8;

  PostingScorer(const Scope& scope, const Scorer& scorer);
  /// Windows must be entered in ascending order.
  void enter(std::uint32_t window);
  /// Scorer's `Parts::text` of a document of that window; nothing if a frequency stands only in the forward index.
  std::optional<double> text(std::uint32_t doc) const;

 private:
  struct Source {
    const QueryTerm* term;
    const ResolvedTerm* resolved;
    postings::WindowCursor cursor;
    postings::WindowPostings found;
  };
  const Scorer& scorer_;
  std::uint32_t first_ = 0;
  std::vector<Source> sources_;  // as in the plan: sums are the same only in the same order
};

}  // namespace forestall::search
