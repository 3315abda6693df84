// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/top_k.h"

#include <algorithm>

namespace forestall::search {

void TopK::offer(double rank, const index::Place& place, const index::Segment& segment) {
  if (k_ == 0 || rank < threshold_) return;
  Entry entry{rank, place, &segment, nullptr};
  if (heap_.size() == k_ && !Better()(entry, heap_.front())) return;
  if (folding_) {
    const auto [fold, fresh] = folds_.insert(segment.fold_key(place.doc));
    entry.fold = &*fold;
    if (!fresh) return replace(entry);
  }
  if (heap_.size() == k_) drop_worst();
  heap_.push_back(entry);
  std::push_heap(heap_.begin(), heap_.end(), Better());
  if (heap_.size() == k_) threshold_ = heap_.front().rank;
}

bool TopK::holds(const index::Place& place) const {
  return std::any_of(heap_.begin(), heap_.end(), [&](const Entry& entry) {
    return entry.place.doc == place.doc && entry.place.leaf == place.leaf;
  });
}

/// Puts the entry in the place of the other one of its fold, if it is better.
void TopK::replace(const Entry& entry) {
  const auto known =
      std::find_if(heap_.begin(), heap_.end(), [&](const Entry& other) { return other.fold == entry.fold; });
  if (!Better()(entry, *known)) return;
  *known = entry;
  std::make_heap(heap_.begin(), heap_.end(), Better());
  if (heap_.size() == k_) threshold_ = heap_.front().rank;
}

void TopK::drop_worst() {
  if (folding_) folds_.erase(*heap_.front().fold);
  std::pop_heap(heap_.begin(), heap_.end(), Better());
  heap_.pop_back();
}

std::vector<Ranked> TopK::take() {
  std::sort_heap(heap_.begin(), heap_.end(), Better());
  std::vector<Ranked> out;
  out.reserve(heap_.size());
  for (const Entry& entry : heap_)
    out.push_back({entry.rank, entry.place, std::string(entry.id()), entry.fold ? *entry.fold : std::string()});
  heap_.clear();
  folds_.clear();
  return out;
}

}  // namespace forestall::search
