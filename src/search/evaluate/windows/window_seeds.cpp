// SPDX-License-Identifier: Apache-2.0
// Without a threshold all of the first windows is read, and as long as it is low much of the next. The rarest words of
// a draft, whose lists are short, name documents that are nearly always among the best or not far behind: these are
// scored before anything else.
#include <algorithm>

#include "search/evaluate/windows/window_search.h"

namespace forestall::search {
namespace {

constexpr std::size_t kMore = 14;        // documents more than are wanted
constexpr std::uint32_t kPostings = 16;  // read, one for so many documents

}  // namespace

bool WindowSearch::seed_from_lists(BudgetWatch& budget) {
  if (operator_ != nullptr || whole_ || top_.threshold() > 0) return true;
  if (scope_.present <= PostingScorer::kMostTerms || scope_.partition->windows() < seeded_windows) return true;
  const std::size_t parts = sums_.first_lists(scope_.partition->documents / kPostings);
  if (parts == 0) return true;
  const std::size_t wanted = std::max(evaluation_.request().k, evaluation_.depth()) + kMore;
  for (std::uint32_t window = 0; window < scope_.partition->windows(); ++window) {
    if (budget.spent()) return false;
    enter(window);
    sums_.sum(window_, documents_, parts);
    candidates_.collect(sums_, documents_, seeds_.least());
    for (const std::uint16_t doc : candidates_.docs()) seeds_.add(sums_[doc], first_ + doc);
    seeds_.keep(wanted);
  }
  seeds_.keep(wanted, true);
  consider_seeds();
  sums_.rewind();
  if (postings_) postings_.emplace(scope_, scorer_);
  return true;
}

void WindowSearch::consider_seeds() {
  const std::span<const Seeds::Seed> seeds = seeds_.in_order();
  for (const Seeds::Seed& seed : seeds) scorer_.prefetch(seed.doc);
  for (const Seeds::Seed& seed : seeds) scorer_.prefetch_terms(seed.doc);
  for (const Seeds::Seed& seed : seeds) {
    if (seed.doc / postings::kWindow != window_) {
      enter(seed.doc / postings::kWindow);
      read_bounds();
    }
    consider(seed.doc - first_, 65535);
  }
}

}  // namespace forestall::search
