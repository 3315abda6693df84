// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "search/evaluate/operators/operator.h"
#include "search/evaluate/windows/window_sums.h"

namespace forestall::search {

/// Documents of a window that may be among the best, by their numbers in it.
class Candidates {
 public:
  /// Those whose sum is at least `least`, which is above 0; ascending, or in the order of `sums.touched()`.
  void collect(const WindowSums& sums, std::uint32_t documents, std::uint32_t least);
  /// Those whose bits are set, ascending.
  void collect(const WindowBits& matches);
  /// Takes away those whose bits are not set.
  void keep(const WindowBits& matches);
  /// Best bounds first: the threshold then rises at once, and spares the others.
  void sort(const WindowSums& sums);
  std::span<const std::uint16_t> docs() const { return {docs_.data(), found_}; }

 private:
  std::uint32_t found_ = 0;
  std::array<std::uint16_t, postings::kWindow> docs_;
};

}  // namespace forestall::search
