// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "forestall/options.h"
#include "index/snapshot.h"

namespace forestall::search {

/// Which documents of one leaf may answer: living, visible to the reader, passing the filter. Strings are compared once
/// for each distinct set in the segment, not once a document.
class LeafFilter {
 public:
  LeafFilter(const index::Leaf& leaf, const Filter& filter, const Reader& reader);
  bool accepts(std::uint32_t doc) const;
  /// Whether every document is accepted.
  bool trivial() const { return trivial_; }

 private:
  bool in_time(const index::DocInfo& info) const;
  const index::Leaf& leaf_;
  const Filter& filter_;
  std::uint32_t kinds_ = 0;
  bool timed_ = false;
  std::vector<bool> audiences_, products_, categories_, tags_;  // by string number; empty: all pass
  bool trivial_ = false;
};

}  // namespace forestall::search
