// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace forestall::index {

/// Which ids were written since a batch was planned, as long as somebody wants to know. Not thread-safe.
class RecentWrites {
 public:
  /// A moment; what is written after it is remembered while the mark lives.
  using Mark = std::shared_ptr<const std::uint64_t>;

  Mark mark() {
    Mark mark = std::make_shared<const std::uint64_t>(next_);
    marks_.push_back(mark);
    return mark;
  }
  /// Whether anybody asks: a write need not say what it touched otherwise.
  bool wanted() {
    std::uint64_t oldest = next_;
    std::erase_if(marks_, [&](const auto& known) {
      const Mark mark = known.lock();
      if (mark) oldest = std::min(oldest, *mark);
      return !mark;
    });
    std::erase_if(writes_, [&](const auto& write) { return write.first < oldest; });
    return !marks_.empty();
  }
  /// A write and the ids it touched, ascending.
  void add(std::vector<std::string> touched) { writes_.emplace_back(next_++, std::move(touched)); }
  /// Whether one of these ids, ascending, was touched after the mark.
  bool touched(const Mark& mark, const std::vector<std::string>& ids) const {
    return std::any_of(writes_.begin(), writes_.end(),
                       [&](const auto& write) { return write.first >= *mark && meet(write.second, ids); });
  }

 private:
  static bool meet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const auto& [few, many] = a.size() < b.size() ? std::tie(a, b) : std::tie(b, a);
    auto from = many.begin();
    for (const std::string& id : few) {
      from = std::lower_bound(from, many.end(), id);
      if (from == many.end()) return false;
      if (*from == id) return true;
    }
    return false;
  }
  std::uint64_t next_ = 0;
  std::vector<std::weak_ptr<const std::uint64_t>> marks_;
  std::vector<std::pair<std::uint64_t, std::vector<std::string>>> writes_;
};

}  // namespace forestall::index
