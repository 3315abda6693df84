// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/spool.h"

namespace forestall::postings {

/// One entry of a term table. Saved on disk.
struct TermInfo {
  std::uint32_t df = 0;
  std::uint32_t row = 0;   ///< 1 + number of the term's dense row in its partition; 0: none
  std::uint64_t list = 0;  ///< offset of its list · 256 + largest impact
  std::uint64_t offset() const { return list >> 8; }
  std::uint8_t largest_impact() const { return static_cast<std::uint8_t>(list); }
};
static_assert(sizeof(TermInfo) == 16);

/// A hash table from strings to their numbers, as it lies in a file: slots of (upper half of the hash, number + 1).
class HashTable {
 public:
  struct Slot {
    std::uint32_t tag;
    std::uint32_t number;
  };
  HashTable() = default;
  explicit HashTable(std::string_view bytes);
  /// Calls `equals(number)` for candidates until one is right, `look(slot)` before each slot is read.
  template <typename Equals, typename Look>
  std::optional<std::uint32_t> find(std::uint64_t hash, Equals&& equals, Look&& look) const {
    if (size_ == 0) return std::nullopt;
    for (std::uint64_t i = hash & (size_ - 1);; i = (i + 1) & (size_ - 1)) {
      const Slot& slot = slots_[i];
      look(slot);
      if (slot.number == 0) return std::nullopt;
      if (slot.tag == static_cast<std::uint32_t>(hash >> 32) && equals(slot.number - 1)) return slot.number - 1;
    }
  }
  template <typename Equals>
  std::optional<std::uint32_t> find(std::uint64_t hash, Equals&& equals) const {
    return find(hash, equals, [](const Slot&) {});
  }
  /// Asks the processor for where the hash is looked for.
  void prefetch(std::uint64_t hash) const {
    if (size_ > 0) __builtin_prefetch(slots_ + (hash & (size_ - 1)));
  }
  /// The number in the first slot looked at, which need not be the right one; nothing if the slot is empty.
  std::optional<std::uint32_t> guess(std::uint64_t hash) const {
    const std::uint32_t number = size_ > 0 ? slots_[hash & (size_ - 1)].number : 0;
    return number > 0 ? std::optional(number - 1) : std::nullopt;
  }
  /// The table of these hashes, numbered from 0; at most two thirds full.
  static std::string of(std::span<const std::uint64_t> hashes);
  /// Appends it; in pieces if it does not fit into memory, to the same bytes.
  static void write(std::span<const std::uint64_t> hashes, base::Spool& out);

 private:
  const Slot* slots_ = nullptr;
  std::uint64_t size_ = 0;
};

/// Strings that lie one behind the other, with n + 1 offsets.
class StringTable {
 public:
  StringTable() = default;
  StringTable(std::string_view offsets, std::string_view bytes);
  std::uint32_t size() const { return size_; }
  std::string_view operator[](std::uint32_t i) const { return {bytes_ + offsets_[i], offsets_[i + 1] - offsets_[i]}; }
  void prefetch_offset(std::uint32_t i) const { __builtin_prefetch(offsets_ + i); }
  void prefetch(std::uint32_t i) const { __builtin_prefetch(bytes_ + offsets_[i]); }
  /// Where it would stand among sorted strings from `low` to `high`.
  std::uint32_t lower_bound(std::string_view text, std::uint32_t low, std::uint32_t high) const;

 private:
  const std::uint32_t* offsets_ = nullptr;
  const char* bytes_ = nullptr;
  std::uint32_t size_ = 0;
};

/// The first bytes of every 32nd of sorted strings: most of a search goes through them alone.
class SampledTerms {
 public:
  SampledTerms() = default;
  explicit SampledTerms(const StringTable& table);
  /// As StringTable's.
  std::uint32_t lower_bound(std::string_view text, std::uint32_t low, std::uint32_t high) const;

 private:
  static constexpr std::uint32_t kStep = 32;
  StringTable table_;
  std::vector<std::uint64_t> samples_;
};

}  // namespace forestall::postings
