// SPDX-License-Identifier: Apache-2.0
#include "index/term_counts.h"

#include <algorithm>
#include <bit>

namespace forestall::index {
namespace {

constexpr std::size_t kPairs = 4;  // of a stretch, in the middle

}  // namespace

TermCounts::TermCounts(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {
  if (pairs_.empty()) return;
  const std::uint64_t numbers = std::uint64_t{pairs_.back().first} + 1;
  shift_ = std::min(
      31u, static_cast<unsigned>(std::bit_width(std::max<std::uint64_t>(1, numbers * kPairs / pairs_.size()))) - 1);
  starts_.reserve((numbers >> shift_) + 2);
  for (std::uint32_t i = 0; i < pairs_.size(); ++i)
    while (starts_.size() <= pairs_[i].first >> shift_) starts_.push_back(i);
  starts_.push_back(static_cast<std::uint32_t>(pairs_.size()));
}

TermCounts TermCounts::sum(const TermCounts& a, const TermCounts& b) {
  std::vector<Pair> out;
  out.reserve(a.size() + b.size());
  auto x = a.pairs_.begin(), y = b.pairs_.begin();
  while (x != a.pairs_.end() && y != b.pairs_.end()) {
    if (x->first < y->first) {
      out.push_back(*x++);
    } else if (y->first < x->first) {
      out.push_back(*y++);
    } else {
      out.emplace_back(x->first, x->second + y->second);
      ++x, ++y;
    }
  }
  out.insert(out.end(), x, a.pairs_.end());
  out.insert(out.end(), y, b.pairs_.end());
  return TermCounts(std::move(out));
}

std::uint32_t TermCounts::of(std::uint32_t term) const {
  const std::size_t stretch = term >> shift_;
  if (stretch + 1 >= starts_.size()) return 0;
  const auto end = pairs_.begin() + starts_[stretch + 1];
  const auto found = std::lower_bound(pairs_.begin() + starts_[stretch], end, Pair{term, 0});
  return found != end && found->first == term ? found->second : 0;
}

}  // namespace forestall::index
