// SPDX-License-Identifier: Apache-2.0
#include "search/operators/phrase_operator.h"

#include <algorithm>

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
    Place& place = places_.emplace_back();
    for (const std::uint32_t term : alternatives) {
      fields_ = scope.plan->terms[term].fields;
      if (scope.terms[term].present) place.alternatives.push_back({postings::WindowCursor(scope.terms[term].list), {}});
    }
  }
  for (auto& at : at_) at.resize(places_.size());
}

void PhraseOperator::match(std::uint32_t window, WindowBits& out) {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    WindowBits bits;
    for (Alternative& alternative : places_[i].alternatives) {
      alternative.found = alternative.cursor.seek(window);
      for (const std::uint16_t doc : alternative.found.docs) bits.set(doc);
    }
    for (std::size_t w = 0; w < bits.words.size(); ++w)
      out.words[w] = i == 0 ? bits.words[w] : out.words[w] & bits.words[w];
  }
  for (std::size_t w = 0; w < out.words.size(); ++w)
    for (std::uint64_t bits = out.words[w]; bits != 0; bits &= bits - 1) {
      const auto bit = static_cast<std::uint32_t>(__builtin_ctzll(bits));
      if (!holds(static_cast<std::uint32_t>(w) * 64 + bit)) out.words[w] &= ~(std::uint64_t{1} << bit);
    }
}

bool PhraseOperator::holds(std::uint32_t doc) {
  for (auto& field : at_)
    for (auto& positions : field) positions.clear();
  for (std::size_t i = 0; i < places_.size(); ++i)
    for (const Alternative& alternative : places_[i].alternatives) {
      const auto& docs = alternative.found.docs;
      const auto found = std::lower_bound(docs.begin(), docs.end(), doc);
      if (found == docs.end() || *found != doc) continue;
      alternative.cursor.list().positions(alternative.found.first + static_cast<std::uint32_t>(found - docs.begin()),
                                          positions_);
      for (int f = 0; f < schema::kFields; ++f)
        at_[f][i].insert(at_[f][i].end(), positions_.of[f].begin(), positions_.of[f].end());
    }
  for (int f = 0; f < schema::kFields; ++f) {
    if ((fields_ >> f & 1) == 0) continue;
    for (auto& positions : at_[f]) std::sort(positions.begin(), positions.end());
    if (aligned(at_[f], gaps_)) return true;
  }
  return false;
}

}  // namespace forestall::search
