// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "live/desk.h"

namespace live {

using Times = std::vector<double>;  // microseconds

struct Percentiles {
  double p50 = 0, p99 = 0, max = 0;
};
Percentiles percentiles(Times times);

/// How a draft is asked: the modes differ by what a help desk may leave out.
struct Mode {
  const char* name;
  bool lessons, closeness;
};
inline constexpr Mode kModes[] = {{"lessons", true, true}, {"text", false, true}, {"text, no closeness", false, false}};

/// The same drafts asked of two searchers in turn, each draft's fastest of `rounds`.
struct Comparison {
  Percentiles live, compacted;
  double median_ratio = 0;        ///< of the drafts' times in one searcher over the other
  std::size_t other_answers = 0;  ///< drafts that the two answer differently, which must be none
};
Comparison compare(const Searcher& live, const Searcher& compacted, const std::vector<Draft>& drafts, const Mode& mode,
                   int rounds);

/// Resident memory that is not a mapped file, in bytes; 0 if the system does not tell.
std::uint64_t own_memory();

}  // namespace live
