// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "forestall/results.h"
#include "index/snapshot.h"

namespace forestall::search {

/// How many of the matching documents have each kind, product, category, tag or language. Strings are counted by their
/// numbers in the segment; a document with several products or tags counts for each.
class FacetCounter {
 public:
  FacetCounter(const index::Snapshot& snapshot, const std::vector<std::string>& names);
  bool empty() const { return facets_.empty(); }
  void add(const index::Place& place);
  /// In the order asked; the most frequent values first, equal counts in order of the value.
  std::vector<Facet> take(std::size_t limit) const;

 private:
  struct Counts {
    Facet::By by;
    std::vector<std::unordered_map<std::uint32_t, std::uint64_t>> of_leaf;  // by string, kind or partition number
  };
  std::uint32_t key(Facet::By by, const index::Place& place) const;
  const index::Snapshot& snapshot_;
  std::vector<Counts> facets_;
};

}  // namespace forestall::search
