// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "search/accumulate.h"
#include "search/execute.h"
#include "search/operators/operator.h"

namespace forestall::search {

/// Evaluates a scope a window at a time: the terms' impacts are summed into an upper bound for each document; documents
/// whose bound reaches the threshold are scored exactly. Block maxima do not help drafts (DESIGN "Evaluation"): their
/// bounds exceed the threshold nearly everywhere, while streaming is cheap.
class WindowSearch {
 public:
  WindowSearch(Evaluation& evaluation, const Scope& scope, TopK& top);
  /// False if the budget was spent before the end.
  bool run(BudgetWatch& budget);
  /// Whether 16-bit sums can hold this many terms.
  static bool fits(const Scope& scope);

 private:
  struct Source {
    const ResolvedTerm* term;
    double value;  ///< what one part of an impact is worth in score, before the prior
    double most() const { return value * term->largest_impact; }
  };
  struct List {
    postings::WindowCursor cursor;
    std::uint16_t weight;
  };
  void weigh();
  void scale(const std::vector<Source>& lists, const std::vector<Source>& rows);
  double add_group(const std::vector<Source>& rows, std::size_t first);
  void sum_window();
  void search_window();
  void count_matches();
  void rank_by_key();
  void rank_by_score();
  void seed_threshold();
  void consider(std::uint32_t doc);
  std::uint32_t least() const;
  bool matches(std::uint32_t doc) const { return operator_ == nullptr || bits_.test(doc); }
  index::Place place(std::uint32_t doc) const { return {scope_.leaf, scope_.partition->first_document + first_ + doc}; }

  Evaluation& evaluation_;
  const Scope& scope_;
  TopK& top_;
  Scorer scorer_;
  std::unique_ptr<Operator> operator_;  ///< null: a document matches when its sum is not 0
  std::vector<List> lists_;
  std::vector<RowGroup> groups_;
  double unit_ = 0;  ///< what one unit of a sum is worth in score, before the prior
  std::uint32_t window_ = 0, first_ = 0, count_ = 0;
  double prior_bound_ = 1;
  WindowBits bits_;
  alignas(64) std::array<std::uint16_t, postings::kWindow> sums_;
  std::array<std::uint16_t, postings::kWindow> candidates_;
};

}  // namespace forestall::search
