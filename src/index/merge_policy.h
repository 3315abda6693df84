// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace forestall::index {

/// When segments are merged: a query pays for each, a merge for each byte. Sizes are kept in a falling row, each more
/// than `ratio` times all smaller ones together, as far as `least` segments at once allow (size-tiered: O'Neil, Cheng,
/// Gawlick, O'Neil 1996). Of n bytes in pieces of one about log n of base 1 + `ratio` segments are left.
struct MergePolicy {
  double ratio = 2;
  std::size_t least = 4;
};

/// The places in `sizes` of the segments to merge into one: the most that the policy allows, from the smallest on;
/// empty if none are due.
std::vector<std::size_t> due_for_merge(std::span<const std::uint64_t> sizes, const MergePolicy& policy);

}  // namespace forestall::index
