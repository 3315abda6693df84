// SPDX-License-Identifier: Apache-2.0
#include "index/merge_policy.h"

#include <algorithm>
#include <numeric>

namespace forestall::index {

std::vector<std::size_t> due_for_merge(std::span<const std::uint64_t> sizes, const MergePolicy& policy) {
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a] < sizes[b]; });
  std::size_t due = 0;
  double smaller = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto size = static_cast<double>(sizes[order[i]]);
    if (i + 1 >= policy.least && size <= policy.ratio * smaller) due = i + 1;
    smaller += size;
  }
  order.resize(due);
  return order;
}

}  // namespace forestall::index
