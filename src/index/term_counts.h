// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace forestall::index {

/// Counts by term, for the few terms that have one: pairs in ascending order, and where each stretch of the terms'
/// numbers begins among them, so that a look-up reads two places instead of halving its way. Immutable, thread-safe.
class TermCounts {
 public:
  using Pair = std::pair<std::uint32_t, std::uint32_t>;  ///< term, count
  /// `pairs`: terms ascending, each once.
  explicit TermCounts(std::vector<Pair> pairs);
  static TermCounts sum(const TermCounts& a, const TermCounts& b);
  std::uint32_t of(std::uint32_t term) const;
  const std::vector<Pair>& pairs() const { return pairs_; }
  std::size_t size() const { return pairs_.size(); }

 private:
  std::vector<Pair> pairs_;
  unsigned shift_ = 0;                 ///< 2^shift_ numbers are a stretch
  std::vector<std::uint32_t> starts_;  ///< by stretch, and the end
};

}  // namespace forestall::index
