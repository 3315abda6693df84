// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "search/evaluate/windows/window_sums.h"

namespace forestall::search {

/// Documents of a scope that are offered before its windows are gone through: about so many with the greatest sums.
class Seeds {
 public:
  struct Seed {
    std::uint16_t sum;
    std::uint32_t doc;  ///< in the partition
  };
  void add(std::uint16_t sum, std::uint32_t doc) { seeds_.push_back({sum, doc}); }
  /// Sorts out all but `wanted` once there are twice as many, or at once.
  void keep(std::size_t wanted, bool at_once = false);
  /// No document with a smaller sum becomes one; at least 1.
  std::uint32_t least() const { return least_; }
  /// In ascending order of documents.
  std::span<const Seed> in_order();
  /// Takes the seeds of `documents` from `first` on out of a window's sums: they have been offered already. After
  /// `in_order`; windows in ascending order.
  void forget(std::uint32_t first, std::uint32_t documents, WindowSums& sums);

 private:
  std::vector<Seed> seeds_;
  std::size_t next_ = 0;  // the first that is not in an earlier window
  std::uint32_t least_ = 1;
};

}  // namespace forestall::search
