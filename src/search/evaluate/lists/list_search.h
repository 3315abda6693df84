// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "search/evaluate/impact_bounds.h"
#include "search/evaluate/operators/phrase_operator.h"
#include "search/evaluation.h"

namespace forestall::search {

/// Short queries, evaluated from the lists of the terms with the highest upper bounds instead of window by window: any
/// of up to eight words, all of them, or a phrase.
///
/// A document is visited in the list of its term with the highest upper bound (of all words: in the shortest list),
/// first those with the greatest impacts there, which give a threshold; what else it holds is looked up only while its
/// bound may reach that. A list that the terms behind it make superfluous is not read (MaxScore). Terms with dense rows
/// are never visited that way: if documents without any of the listed terms may be among the best, WindowSearch looks
/// for those.
class ListSearch {
 public:
  static constexpr std::size_t kMostTerms = 8;

  /// Whether a query can be evaluated so; what is sorted by something else cannot. Nothing is counted.
  static bool fits(const Evaluation& evaluation, const Scope& scope);
  ListSearch(Evaluation& evaluation, const Scope& scope, TopK& top);
  /// False if the budget was spent before the end.
  bool run(BudgetWatch& budget);
  /// Whether every document that can be among the best has been visited.
  bool done() const { return done_; }
  /// If not: those that hold one of these terms (by number in the plan) have.
  const std::vector<bool>& visited() const { return visited_; }

 private:
  struct Source {
    const QueryTerm* term;
    const ResolvedTerm* resolved;
    std::uint32_t number;  ///< in the plan
    double value, most;    ///< weight · idf; times the largest impact
    double rest = 0;       ///< what the other terms of a document that is visited here add at most
    postings::WindowCursor cursor;
    postings::WindowPostings found;
    std::uint32_t window = ~0u;  ///< of `found`
  };
  struct Candidate {
    double bound, prior;  ///< of the text; of the prior
    std::uint16_t doc;
    std::array<std::uint16_t, kMostTerms> at;  ///< by source: where in `found`, or kAbsent, kUnknown
  };
  struct WindowBounds {
    double prior = -1, other = -1;  ///< at least every document's prior; without its votes
  };
  // Bounds are sums of rounded-up parts; this absorbs the rounding of the few double operations between them and a
  // score.
  static constexpr double kMargin = 1 + 1e-9;
  static constexpr std::uint16_t kAbsent = 0xFFFF, kUnknown = 0xFFFE;

  void rank_sources();
  const WindowBounds& bounds_of(std::uint32_t window);
  bool run_any(BudgetWatch& budget);
  bool pass(std::size_t driver, std::uint32_t least, std::uint32_t below, BudgetWatch& budget);
  void visit(std::size_t driver, std::uint32_t least, std::uint32_t below);
  void look_up_row(std::size_t number);
  void look_up_list(std::size_t number);
  template <typename Held>
  void look_up(std::size_t number, const Held& held);
  void offer_candidates();
  bool locate(Candidate& candidate, std::size_t number);
  void score(Candidate& candidate);
  std::optional<double> text(const Candidate& candidate) const;
  const postings::WindowPostings& found(Source& source);
  std::uint32_t least_impact(const Source& source, double prior) const;
  std::uint32_t impact_of_best(const Source& source) const;
  double threshold() const;
  double limit(double prior) const;
  /// 1 if the document may be among the best.
  static std::uint32_t reaches(const Candidate& candidate, double threshold) {
    return static_cast<std::uint32_t>(candidate.bound * candidate.prior * kMargin * kMargin >= threshold);
  }
  double prior_of(std::uint32_t doc) const;
  void rewind();
  index::Place place(std::uint32_t doc) const { return {scope_.leaf, scope_.partition->first_document + first_ + doc}; }

  Evaluation& evaluation_;
  const Scope& scope_;
  TopK& top_;
  Scorer scorer_;
  ImpactBounds bounds_;
  std::optional<PhraseOperator> phrase_;
  bool all_ = false, missing_ = false, done_ = false;
  std::vector<Source> sources_;  // as in the plan: sums are the same only in the same order
  std::vector<std::uint8_t>
      order_;                  // of the sources: the highest upper bound first, or of all words the shortest first
  std::vector<double> worth_;  // by place in the order: what it and those behind it add at most
  std::vector<bool> visited_;
  std::uint32_t window_ = 0, first_ = 0;
  double prior_bound_ = 1, other_bound_ = 1, greatest_prior_ = 0;
  bool edited_titles_ = false, phrase_entered_ = false;
  std::uint32_t found_ = 0;  // of the candidates
  std::vector<WindowBounds> windows_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint16_t> chosen_;  // places in the list that is gone through
  std::vector<std::uint16_t> places_;  // by document, where it stands in the list last written there; others as before
};

}  // namespace forestall::search
