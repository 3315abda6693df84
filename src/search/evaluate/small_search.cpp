// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/small_search.h"

#include <algorithm>

#include "ranking/bm25f.h"
#include "ranking/prior.h"
#include "search/evaluate/impact_bounds.h"
#include "search/evaluate/lists/list_search.h"

namespace forestall::search {
namespace {

constexpr std::uint32_t kMostDocuments = 1023;  // from 1,024 on frequent words have rows
// What rounding to single precision takes from a sum of some thousand parts, and the few operations behind it.
constexpr double kMargin = 1 + 1e-3;

}  // namespace

bool SmallSearch::fits(const Evaluation& evaluation, const Scope& scope) {
  const Request& request = evaluation.request();
  if (request.sort != Sort::relevance || request.k == 0) return false;
  return scope.partition->documents <= kMostDocuments && scope.present > ListSearch::kMostTerms &&
         !scope.source->segment->compact() && scope.plan->any_term_matches();
}

SmallSearch::SmallSearch(Evaluation& evaluation, const Scope& scope, TopK& top)
    : evaluation_(evaluation),
      scope_(scope),
      top_(top),
      scorer_(evaluation.snapshot(), scope, evaluation.request().rules),
      prior_bound_(scorer_.prior_bound(0)),
      other_bound_(scorer_.other_bound(0)),
      sums_(scope.partition->documents) {}

bool SmallSearch::run(BudgetWatch& budget) {
  if (budget.spent()) return false;
  sum_impacts();
  collect_candidates();
  for (const Candidate& candidate : candidates_) {
    if (candidate.bound * prior_bound_ * kMargin < top_.threshold()) break;
    consider(candidate);
  }
  return true;
}

void SmallSearch::sum_impacts() {
  const double part = greatest_part(scope_, evaluation_.request().rules);
  for (std::size_t i = 0; i < scope_.terms.size(); ++i) {
    if (!scope_.terms[i].present) continue;
    const QueryTerm& term = scope_.plan->terms[i];
    const auto value = static_cast<float>(term.weight * term.idf * part);
    const postings::WindowPostings found = scope_.terms[i].list.at(0, 0);
    for (std::size_t k = 0; k < found.docs.size(); ++k)
      sums_[found.docs[k]] += value * static_cast<float>(found.impacts[k]);
  }
}

/// Those that may be among the best, by falling bounds.
void SmallSearch::collect_candidates() {
  const double least = top_.threshold() / (prior_bound_ * kMargin);
  for (std::uint32_t doc = 0; doc < sums_.size(); ++doc)
    if (sums_[doc] > 0 && sums_[doc] >= least) candidates_.push_back({sums_[doc], doc});
  std::sort(candidates_.begin(), candidates_.end(),
            [](const Candidate& a, const Candidate& b) { return a.bound > b.bound; });
}

void SmallSearch::consider(const Candidate& candidate) {
  const index::Segment& segment = *scope_.source->segment;
  const index::Place place{scope_.leaf, scope_.partition->first_document + candidate.doc};
  const std::uint8_t byte = scope_.source->overlay->prior_byte(segment, place.doc);
  const double prior = byte == ranking::kPriorUnbounded ? prior_bound_ : byte / ranking::kPriorParts * other_bound_;
  if (candidate.bound * prior * kMargin < top_.threshold() || !evaluation_.passes(place)) return;
  const double score = scorer_.score(candidate.doc, top_.threshold());
  if (score >= top_.threshold() && evaluation_.accepts(place)) top_.offer(score, place, segment);
}

}  // namespace forestall::search
