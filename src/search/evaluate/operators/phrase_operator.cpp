// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/operators/phrase_operator.h"

#include <algorithm>
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
  for (const auto& alternatives : node.positions) {
    Place& place = places_.emplace_back(Place{TermsOperator(alternatives, scope), {}});
    for (const std::uint32_t term : alternatives) {
      fields_ = scope.plan->terms[term].fields;
      if (scope.terms[term].present)
        place.alternatives.push_back({term, postings::WindowCursor(scope.terms[term].list), {}, 0, {}});
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

bool PhraseOperator::holds(std::uint32_t doc, std::span<const std::uint16_t> at) {
  if (!std::exchange(found_, true))
    for (Place& place : places_)
      for (Alternative& alternative : place.alternatives) {
        alternative.found = alternative.cursor.seek(window_);
        alternative.last = 0;
      }
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const std::size_t number = order_[i];
    for (auto& starts : next_) starts.clear();
    for (Alternative& alternative : places_[number].alternatives) {
      if (!at.empty())
        alternative.last = at[alternative.term];
      else if (!find(alternative, doc))
        continue;
      add_starts(alternative, gaps_[number]);
    }
    bool any = false;
    for (int f = 0; f < schema::kFields; ++f) {
      if (places_[number].alternatives.size() > 1) std::sort(next_[f].begin(), next_[f].end());
      if (i > 0)
        std::erase_if(starts_[f], [&](std::uint32_t start) {
          return !std::binary_search(next_[f].begin(), next_[f].end(), start);
        });
      else
        starts_[f].swap(next_[f]);
      any |= !starts_[f].empty();
    }
    if (!any) return false;
  }
  return true;
}

bool PhraseOperator::find(Alternative& alternative, std::uint32_t doc) {
  const auto& docs = alternative.found.docs;
  // Most often documents come in ascending order, and the next one is near.
  constexpr std::size_t kNear = 16;
  auto from = docs.begin(), to = docs.end();
  if (alternative.last < docs.size() && docs[alternative.last] <= doc) {
    from += static_cast<std::ptrdiff_t>(alternative.last);
    if (static_cast<std::size_t>(to - from) > kNear && from[kNear] >= doc) to = from + kNear + 1;
  }
  const auto found = std::lower_bound(from, to, doc);
  if (found == docs.end() || *found != doc) return false;
  alternative.last = static_cast<std::size_t>(found - docs.begin());
  return true;
}

/// Where the phrase would begin if these occurrences of a term are at its place.
void PhraseOperator::add_starts(Alternative& alternative, std::uint32_t gap) {
  alternative.cursor.list().positions(alternative.found.first + static_cast<std::uint32_t>(alternative.last),
                                      positions_, alternative.reached);
  for (int f = 0; f < schema::kFields; ++f) {
    if ((fields_ >> f & 1) == 0) continue;
    for (const std::uint32_t position : positions_.of[f])
      if (position >= gap) next_[f].push_back(position - gap);
  }
}

}  // namespace forestall::search
