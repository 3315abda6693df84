// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/windows/seeds.h"

#include <algorithm>

namespace forestall::search {

void Seeds::keep(std::size_t wanted, bool at_once) {
  if (seeds_.size() <= (at_once ? wanted : 2 * wanted)) return;
  const auto last = seeds_.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
  std::nth_element(seeds_.begin(), last, seeds_.end(), [](const Seed& a, const Seed& b) { return a.sum > b.sum; });
  least_ = last->sum;
  seeds_.resize(wanted);
}

std::span<const Seeds::Seed> Seeds::in_order() {
  std::sort(seeds_.begin(), seeds_.end(), [](const Seed& a, const Seed& b) { return a.doc < b.doc; });
  return seeds_;
}

void Seeds::forget(std::uint32_t first, std::uint32_t documents, WindowSums& sums) {
  for (; next_ < seeds_.size() && seeds_[next_].doc < first + documents; ++next_)
    if (seeds_[next_].doc >= first) sums.forget(seeds_[next_].doc - first);
}

}  // namespace forestall::search
