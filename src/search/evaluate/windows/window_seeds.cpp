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
    collect_seeds(wanted);
  }
  keep_seeds(wanted);
  consider_seeds();
  sums_.rewind();
  if (postings_) postings_.emplace(scope_, scorer_);
  return true;
}

/// Keeps the greatest sums of this and the windows before, and as many more before they are sorted out.
void WindowSearch::collect_seeds(std::size_t wanted) {
  collect_candidates(least_seed_);
  for (std::uint32_t i = 0; i < found_; ++i) seeds_.push_back({sums_[candidates_[i]], first_ + candidates_[i]});
  if (seeds_.size() > 2 * wanted) keep_seeds(wanted);
}

void WindowSearch::keep_seeds(std::size_t wanted) {
  if (seeds_.size() <= wanted) return;
  const auto last = seeds_.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
  std::nth_element(seeds_.begin(), last, seeds_.end(), [](const Seed& a, const Seed& b) { return a.sum > b.sum; });
  least_seed_ = last->sum;
  seeds_.resize(wanted);
}

void WindowSearch::consider_seeds() {
  std::sort(seeds_.begin(), seeds_.end(), [](const Seed& a, const Seed& b) { return a.doc < b.doc; });
  for (const Seed& seed : seeds_) scorer_.prefetch(seed.doc);
  for (const Seed& seed : seeds_) scorer_.prefetch_terms(seed.doc);
  for (const Seed& seed : seeds_) {
    if (seed.doc / postings::kWindow != window_) {
      enter(seed.doc / postings::kWindow);
      read_bounds();
    }
    consider(seed.doc - first_, 65535);
  }
}

/// They have been offered already.
void WindowSearch::forget_seeds() {
  for (; next_seed_ < seeds_.size() && seeds_[next_seed_].doc < first_ + documents_; ++next_seed_)
    if (seeds_[next_seed_].doc >= first_) sums_.forget(seeds_[next_seed_].doc - first_);
}

}  // namespace forestall::search
