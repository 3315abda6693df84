// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_set>
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
  /// A document is offered once: who may meet it again asks `holds` first.
  void offer(double rank, const index::Place& place, const index::Segment& segment);
  /// Goes through all that are kept.
  bool holds(const index::Place& place) const;
  /// Best first.
  std::vector<Ranked> take();

 private:
  struct Entry {
    double rank;
    index::Place place;
    const index::Segment* segment;
    const std::string* fold;  // in folds_; null without folding
    std::string_view id() const { return segment->id(place.doc); }
  };
  /// Ids are read for ties alone: each of them is a cache miss or two.
  struct Better {
    bool operator()(const Entry& a, const Entry& b) const {
      return a.rank != b.rank ? a.rank > b.rank : a.id() < b.id();
    }
  };
  void replace(const Entry& entry);
  void drop_worst();
  std::size_t k_;
  bool folding_;
  double threshold_ = -std::numeric_limits<double>::infinity();
  std::vector<Entry> heap_;                // the worst in front
  std::unordered_set<std::string> folds_;  // of those in the heap
};

}  // namespace forestall::search
