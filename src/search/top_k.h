// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/snapshot.h"

namespace forestall::search {

/// A document and what it is ranked by.
struct Ranked {
  double rank = 0;  ///< larger is better
  index::Place place;
  std::string id;
  std::string fold;      ///< empty without folding
  double closeness = 0;  ///< its part of the rank
};

/// The k best documents, ties by id, bytewise. With folding, documents of one fold count once, by their best.
class TopK {
 public:
  TopK(std::size_t k, bool folding) : k_(k), folding_(folding) {}
  /// No document that ranks below this can get in; one that ranks equal may, by its id.
  double threshold() const { return threshold_; }
  void offer(double rank, const index::Place& place, const index::Segment& segment);
  /// Best first.
  std::vector<Ranked> take();

 private:
  struct Entry {
    double rank;
    index::Place place;
    std::string_view id;  // in the segment
    std::string fold;
  };
  struct Better {
    bool operator()(const Entry& a, const Entry& b) const { return a.rank != b.rank ? a.rank > b.rank : a.id < b.id; }
  };
  using Set = std::set<Entry, Better>;
  void insert(Entry entry);
  std::size_t k_;
  bool folding_;
  double threshold_ = -std::numeric_limits<double>::infinity();
  Set best_;
  std::unordered_map<std::string, Set::iterator> by_fold_;
};

}  // namespace forestall::search
