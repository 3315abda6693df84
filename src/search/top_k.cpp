// SPDX-License-Identifier: Apache-2.0
#include "search/top_k.h"

namespace forestall::search {

void TopK::offer(double rank, const index::Place& place, const index::Segment& segment) {
  if (k_ == 0 || rank < threshold_) return;
  Entry entry{rank, place, segment.id(place.doc), {}};
  if (folding_) {
    entry.fold = segment.fold_key(place.doc);
    if (const auto known = by_fold_.find(entry.fold); known != by_fold_.end()) {
      if (!Better()(entry, *known->second)) return;
      best_.erase(known->second);
      by_fold_.erase(known);
    }
  }
  if (best_.size() == k_ && !Better()(entry, *std::prev(best_.end()))) return;
  insert(std::move(entry));
}

void TopK::insert(Entry entry) {
  const auto at = best_.insert(std::move(entry)).first;
  if (folding_) by_fold_.emplace(at->fold, at);
  if (best_.size() > k_) {
    const auto last = std::prev(best_.end());
    if (folding_) by_fold_.erase(last->fold);
    best_.erase(last);
  }
  if (best_.size() == k_) threshold_ = std::prev(best_.end())->rank;
}

std::vector<Ranked> TopK::take() {
  by_fold_.clear();
  std::vector<Ranked> out;
  out.reserve(best_.size());
  while (!best_.empty()) {
    Entry entry = std::move(best_.extract(best_.begin()).value());
    out.push_back({entry.rank, entry.place, std::string(entry.id), std::move(entry.fold)});
  }
  return out;
}

}  // namespace forestall::search
