// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "search/evaluate/operators/phrase_operator.h"
#include "search/evaluate/posting_scorer.h"
#include "search/evaluate/windows/candidates.h"
#include "search/evaluate/windows/seeds.h"
#include "search/evaluate/windows/window_sums.h"
#include "search/evaluation.h"

namespace forestall::search {

/// Evaluates a scope a window at a time: the terms' impacts are summed into an upper bound for each document; documents
/// whose bound reaches the threshold are scored exactly. Block maxima do not help drafts (DESIGN "Evaluation"): their
/// bounds exceed the threshold nearly everywhere, while streaming is cheap. Short queries leave out the terms that
/// cannot lift a document over the threshold alone, and score from the lists.
class WindowSearch {
 public:
  /// `count`: matches are counted on the way. `visited`: by number in the plan, terms whose documents have been offered
  /// already; empty: none.
  WindowSearch(Evaluation& evaluation, const Scope& scope, TopK& top, bool count,
               const std::vector<bool>& visited = {});
  /// False if the budget was spent before the end.
  bool run(BudgetWatch& budget);
  /// Scopes of so many windows are searched for seeds first (window_seeds.cpp); in smaller ones that takes the time
  /// that it saves. Tests lower it.
  static inline std::uint32_t seeded_windows = 32;
  /// Whether 16-bit sums can hold this many terms.
  static bool fits(const Scope& scope);

 private:
  void enter(std::uint32_t window);
  void read_bounds();
  bool seed_from_lists(BudgetWatch& budget);
  void consider_seeds();
  void search_window();
  bool match_window();
  void count();
  void rank_by_key();
  void rank_by_score();
  void rank_matches();
  void seed_threshold();
  void consider_candidates(std::uint32_t rest);
  void consider(std::uint32_t doc, std::uint32_t bound);
  double score_of(std::uint32_t doc, double prior_bound);
  std::uint32_t needed() const;
  index::Place place(std::uint32_t doc) const { return {scope_.leaf, scope_.partition->first_document + first_ + doc}; }

  Evaluation& evaluation_;
  const Scope& scope_;
  TopK& top_;
  Scorer scorer_;
  WindowSums sums_;
  bool visited_before_ = false;         ///< documents of some terms have been offered already
  std::unique_ptr<Operator> operator_;  ///< null: a document matches when its sum is not 0
  PhraseOperator* phrase_ = nullptr;    ///< the operator, if its bits are only candidates
  std::optional<PostingScorer> postings_;
  Seeds seeds_;
  bool edited_titles_ = false;
  bool entered_ = false;  ///< postings_ is at this window
  const bool count_;
  bool whole_ = false;                                    ///< every term must be summed, since sums decide what matches
  std::uint32_t window_ = 0, first_ = 0, documents_ = 0;  ///< its number, its first document, how many
  double prior_bound_ = 1, other_bound_ = 1;              ///< of the window
  WindowBits bits_;
  Candidates candidates_;
};

}  // namespace forestall::search
