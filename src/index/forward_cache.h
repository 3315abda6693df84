// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace forestall::index {

/// Forward entries of a compact segment that were made lately: from keystroke to keystroke the same documents answer.
/// Thread-safe.
class ForwardCache {
 public:
  using Entry = std::shared_ptr<const std::string>;
  /// Null if there is none.
  Entry find(std::uint32_t doc) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(doc);
    return found == entries_.end() ? nullptr : found->second;
  }
  void add(std::uint32_t doc, Entry entry) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= kMost) entries_.clear();
    entries_.emplace(doc, std::move(entry));
  }

 private:
  static constexpr std::size_t kMost = 4096;
  std::mutex mutex_;
  std::unordered_map<std::uint32_t, Entry> entries_;
};

}  // namespace forestall::index
