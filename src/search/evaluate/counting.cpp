// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/counting.h"

#include <bit>

#include "search/evaluate/lists/list_search.h"
#include "search/evaluate/operators/operator.h"

namespace forestall::search {

bool counts_apart(const Request& request, const Scope& scope) {
  return request.count && request.sort == Sort::relevance && scope.plan->root.type != PlanNode::Type::any &&
         scope.present <= ListSearch::kMostTerms;
}

void count_window(Evaluation& evaluation, const Scope& scope, std::uint32_t first, const WindowBits& matches) {
  if (evaluation.accepts_all(scope.leaf)) {
    for (const std::uint64_t word : matches.words) evaluation.total += static_cast<std::uint64_t>(std::popcount(word));
    return;
  }
  for (std::uint32_t w = 0; w < matches.words.size(); ++w)
    for (std::uint64_t word = matches.words[w]; word != 0; word &= word - 1) {
      const index::Place place{scope.leaf, first + w * 64 + static_cast<std::uint32_t>(std::countr_zero(word))};
      if (evaluation.accepts(place)) evaluation.count(place);
    }
}

bool count_matches(Evaluation& evaluation, const Scope& scope, BudgetWatch& budget) {
  const std::unique_ptr<Operator> match = make_operator(scope.plan->root, scope);
  for (std::uint32_t window = 0; window < scope.partition->windows(); ++window) {
    if (budget.spent()) return false;
    WindowBits bits;
    match->match(window, bits);
    count_window(evaluation, scope, scope.partition->first_document + window * postings::kWindow, bits);
  }
  return true;
}

}  // namespace forestall::search
