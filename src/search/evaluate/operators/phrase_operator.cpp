// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/operators/phrase_operator.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace forestall::search {

bool aligned(const std::vector<std::vector<std::uint32_t>>& at, const std::vector<std::uint32_t>& gaps) {
  return std::any_of(at[0].begin(), at[0].end(), [&](std::uint32_t start) {
    for (std::size_t i = 1; i < at.size(); ++i)
      if (!std::binary_search(at[i].begin(), at[i].end(), start + gaps[i])) return false;
    return true;
  });
}

PhraseOperator::PhraseOperator(const PlanNode& node, const Scope& scope) : gaps_(node.gaps) {
  std::vector<std::uint32_t> terms;
  for (const auto& alternatives : node.positions) terms.insert(terms.end(), alternatives.begin(), alternatives.end());
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  std::erase_if(terms, [&](std::uint32_t term) { return !scope.terms[term].present; });
  for (const std::uint32_t term : terms) occurrences_.push_back({term, postings::WindowCursor(scope.terms[term].list)});
  for (const auto& alternatives : node.positions) {
    Place& place = places_.emplace_back(Place{TermsOperator(alternatives, scope), {}});
    for (const std::uint32_t term : alternatives) {
      fields_ = scope.plan->terms[term].fields;
      if (!scope.terms[term].present) continue;
      const auto found = std::lower_bound(terms.begin(), terms.end(), term);
      place.alternatives.push_back(static_cast<std::size_t>(found - terms.begin()));
    }
  }
  order_.resize(places_.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::size_t a, std::size_t b) { return places_[a].terms.most() < places_[b].terms.most(); });
}

std::uint64_t PhraseOperator::most() const { return places_[order_.front()].terms.most(); }

void PhraseOperator::candidates(std::uint32_t window, WindowBits& out) {
  enter(window);
  places_[order_.front()].terms.match(window, out);
  for (std::size_t i = 1; i < order_.size() && !out.none(); ++i) places_[order_[i]].terms.narrow(window, out);
}

void PhraseOperator::match(std::uint32_t window, WindowBits& out) {
  candidates(window, out);
  out.keep([this](std::uint32_t doc) { return holds(doc); });
}

void PhraseOperator::widen(std::uint32_t window, WindowBits& bits) {
  WindowBits own;
  candidates(window, own);
  own.keep([&](std::uint32_t doc) { return !bits.test(doc) && holds(doc); });
  bits |= own;
}

bool PhraseOperator::holds(std::uint32_t doc, std::span<const std::uint16_t> at) {
  if (!std::exchange(found_, true))
    for (Occurrences& each : occurrences_) {
      each.found = each.cursor.seek(window_);
      each.last = 0;
    }
  ++asked_;
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const Place& place = places_[order_[i]];
    for (auto& starts : next_) starts.clear();
    for (const std::size_t number : place.alternatives) {
      Occurrences& of = occurrences_[number];
      if (std::exchange(of.asked, asked_) != asked_) read(of, doc, at);
      if (of.here) add_starts(of, gaps_[order_[i]]);
    }
    if (!keep_starts(i == 0, place.alternatives.size() > 1)) return false;
  }
  return true;
}

/// Of the starts so far those that are also among the next; false if none is left.
bool PhraseOperator::keep_starts(bool first, bool unordered) {
  constexpr std::size_t kLookUp = 16;  // so many times as many are searched rather than gone through
  bool any = false;
  for (int f = 0; f < schema::kFields; ++f) {
    std::vector<std::uint32_t>&starts = starts_[f], &next = next_[f];
    if (unordered) std::sort(next.begin(), next.end());
    if (first) {
      starts.swap(next);
    } else if (starts.size() * kLookUp < next.size()) {
      std::erase_if(starts, [&](std::uint32_t start) { return !std::binary_search(next.begin(), next.end(), start); });
    } else {
      left_.clear();
      std::set_intersection(starts.begin(), starts.end(), next.begin(), next.end(), std::back_inserter(left_));
      starts.swap(left_);
    }
    any |= !starts.empty();
  }
  return any;
}

void PhraseOperator::read(Occurrences& of, std::uint32_t doc, std::span<const std::uint16_t> at) {
  of.here = !at.empty() || find(of, doc);
  if (!at.empty()) of.last = at[of.term];
  if (of.here)
    of.cursor.list().positions(of.found.first + static_cast<std::uint32_t>(of.last), of.positions, of.reached);
}

bool PhraseOperator::find(Occurrences& of, std::uint32_t doc) {
  const auto& docs = of.found.docs;
  // Most often documents come in ascending order, and the next one is near.
  constexpr std::size_t kNear = 16;
  auto from = docs.begin(), to = docs.end();
  if (of.last < docs.size() && docs[of.last] <= doc) {
    from += static_cast<std::ptrdiff_t>(of.last);
    if (static_cast<std::size_t>(to - from) > kNear && from[kNear] >= doc) to = from + kNear + 1;
  }
  const auto found = std::lower_bound(from, to, doc);
  if (found == docs.end() || *found != doc) return false;
  of.last = static_cast<std::size_t>(found - docs.begin());
  return true;
}

/// Where the phrase would begin if these occurrences of a term are at its place.
void PhraseOperator::add_starts(const Occurrences& of, std::uint32_t gap) {
  for (int f = 0; f < schema::kFields; ++f) {
    if ((fields_ >> f & 1) == 0) continue;
    for (const std::uint32_t position : of.positions.of[f])
      if (position >= gap) next_[f].push_back(position - gap);
  }
}

}  // namespace forestall::search
