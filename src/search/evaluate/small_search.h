// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "search/evaluation.h"

namespace forestall::search {

/// Evaluates a small scope for a query of many terms: what was written last lies in such segments, and what is made
/// ready for windows of 8,192 documents would take longer than the whole of the answer. The impacts of every list are
/// added into an upper bound for each document, in single precision; documents are scored in the order of their bounds
/// until one cannot reach the threshold.
class SmallSearch {
 public:
  /// Any of more words than ListSearch takes, ranked by score, in few documents without dense rows.
  static bool fits(const Evaluation& evaluation, const Scope& scope);
  SmallSearch(Evaluation& evaluation, const Scope& scope, TopK& top);
  /// False if the budget was spent before the end.
  bool run(BudgetWatch& budget);

 private:
  struct Candidate {
    float bound;  ///< of the text
    std::uint32_t doc;
  };
  void sum_impacts();
  void collect_candidates();
  void consider(const Candidate& candidate);
  Evaluation& evaluation_;
  const Scope& scope_;
  TopK& top_;
  Scorer scorer_;
  double prior_bound_ = 1, other_bound_ = 1;  ///< of every document's prior; without its votes
  std::vector<float> sums_;                   ///< by document
  std::vector<Candidate> candidates_;
};

}  // namespace forestall::search
