// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace forestall::analysis {

/// A finished term.
struct CachedTerm {
  std::string_view term;
  std::uint64_t hash = 0;
};

/// Strings that stay where they are until everything is cleared.
class Arena {
 public:
  std::string_view keep(std::string_view text);
  std::size_t bytes() const { return bytes_; }
  void clear();

 private:
  static constexpr std::size_t kBlock = 64 * 1024;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = kBlock, bytes_ = 0;
};

/// Raw words and what they came to, so that ICU and Snowball see each word once.
class WordCache {
 public:
  struct Entry {
    std::uint64_t hash = 0;
    std::string_view word;
    CachedTerm first;                   ///< empty term: the word gives none
    std::uint32_t more = 0, count = 0;  ///< further alternatives in `alternatives`
    bool function_word = false;
  };
  /// The entry of a raw word, or nullptr.
  const Entry* find(std::string_view word, std::uint64_t hash) const {
    if (slots_.empty()) return nullptr;
    for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i] == 0) return nullptr;
      const Entry& entry = entries_[slots_[i] - 1];
      if (entry.hash == hash && entry.word == word) return &entry;
    }
  }
  const Entry& add(std::string_view word, std::uint64_t hash, const std::vector<std::string>& terms, bool function_word,
                   Arena& arena);
  const CachedTerm& alternative(const Entry& entry, std::uint32_t i) const { return alternatives_[entry.more + i]; }
  std::size_t bytes() const { return entries_.size() * sizeof(Entry) + slots_.size() * sizeof(std::uint32_t); }
  void clear();

 private:
  void grow();
  std::vector<std::uint32_t> slots_;
  std::vector<Entry> entries_;
  std::vector<CachedTerm> alternatives_;
};

}  // namespace forestall::analysis
