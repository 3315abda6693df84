// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "forestall/options.h"
#include "index/snapshot.h"
#include "search/evaluate/budget.h"
#include "search/evaluate/facets.h"
#include "search/evaluate/scorer.h"
#include "search/evaluate/top_k.h"
#include "search/plan/filter.h"
#include "search/plan/languages.h"
#include "search/plan/plan.h"
#include "search/plan/statistics.h"

namespace forestall::search {

/// One call, ready to be evaluated.
struct Request {
  index::Space space = index::Space::documents;
  Languages languages;
  /// The plan in a language; called once for each language searched.
  std::function<Plan(std::string_view lang, analysis::Session&)> plan;
  ScoreRules rules;
  Filter filter;
  /// A further condition that an answer must meet; may be empty.
  std::function<bool(const index::Place&)> also;
  Reader reader;
  Sort sort = Sort::relevance;
  std::size_t k = 10;
  bool folding = false;
  bool count = true;                ///< fill `total` and the facets
  std::vector<std::string> facets;  ///< names of Facet::By
  bool closeness = true;            ///< the best documents are reranked, letter by letter
  bool exhaustive = false;
  Budget budget;
};

class ClosenessByScope;

/// A call under way: plans, scopes and filters, kept for hydrating and explaining the answers.
class Evaluation {
 public:
  Evaluation(const index::Snapshot& snapshot, const Request& request, analysis::Session& session);
  ~Evaluation();
  void run();

  const index::Snapshot& snapshot() const { return snapshot_; }
  const Request& request() const { return request_; }
  const Statistics& statistics() const { return statistics_; }
  const std::vector<Scope>& scopes() const { return scopes_; }
  /// The scope of a document that was searched, or nullptr.
  const Scope* scope_of(const index::Place& place) const;
  /// Living, visible, through the filter.
  bool passes(const index::Place& place) const { return filters_[place.leaf].accepts(place.doc); }
  /// Whether every document of a leaf is accepted, and counting one is adding one.
  bool accepts_all(std::uint32_t leaf) const { return !request_.also && facets.empty() && filters_[leaf].trivial(); }
  bool accepts(const index::Place& place) const { return passes(place) && (!request_.also || request_.also(place)); }

  /// How many of the best documents are reranked (ranking/closeness.h); 0 when not ranked by score, or asked
  /// with many terms.
  std::size_t depth() const;
  /// Whether the best documents of a scope are; others that are among them keep their scores.
  bool reranks(const Scope& scope) const;
  /// What closeness adds to the score of a document that was searched. Not for several threads at once.
  double closeness(const index::Place& place) const;
  /// What it will read of these documents is asked for at once.
  void expect_closeness(std::vector<index::Place> places) const;
  /// What each of its plan's terms has of that.
  std::vector<double> closeness_by_term(const index::Place& place) const;

  /// Counts a document that matches and is accepted.
  void count(const index::Place& place) {
    ++total;
    if (!facets.empty()) facets.add(place);
  }

  std::vector<Ranked> best;  ///< best first
  FacetCounter facets;
  std::uint64_t total = 0;
  bool exact = true;

 private:
  struct Found {
    std::uint32_t leaf;
    const index::Partition* partition;
    Plan* plan;
    std::vector<std::uint32_t> ords;
  };
  std::vector<Found> find_terms(analysis::Session& session);
  void weigh(std::vector<Found>& found);
  void weigh_single_language(const std::vector<Found>& found);
  bool out_of_reach(const Scope& scope, const TopK& top) const;
  bool search_pruned(const Scope& scope, TopK& top, BudgetWatch& budget);
  bool rank_pruned(const Scope& scope, TopK& top, bool count, BudgetWatch& budget);
  void rank_by_closeness();
  const index::Snapshot& snapshot_;
  const Request& request_;
  Statistics statistics_;
  std::map<std::string, Plan, std::less<>> plans_;
  std::vector<Scope> scopes_;
  std::vector<LeafFilter> filters_;
  mutable std::unique_ptr<ClosenessByScope> closeness_;
};

/// Seconds since 1970 of what ages are reckoned from: the time given, else the start of the UTC day.
std::int64_t seconds_of(const std::optional<Time>& now);

/// What documents are ranked by when not by score.
double sort_key(Sort sort, const index::Snapshot& snapshot, const index::Place& place);

/// Scores every document of a scope that matches: the plain oracle of the windowed evaluation. Returns false if cut.
bool search_exhaustively(Evaluation& evaluation, const Scope& scope, TopK& top, BudgetWatch& budget);

}  // namespace forestall::search
