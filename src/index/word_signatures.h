// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace forestall::index {

class Segment;
struct Partition;

/// The letters of the words of a partition: two bits for each of 32 classes of letters, one if it stands in the word,
/// two if twice or more. Each slip changes one letter at most, so that most words are passed over by a look at two
/// numbers. A scan of all words of nearly that length: no word takes longer than another, and there is nothing to keep
/// but thirteen bytes a word.
class WordSignatures {
 public:
  /// Letters of a word and how many they are.
  struct Signature {
    std::uint64_t letters = 0;
    std::uint32_t length = 0;
  };
  static Signature of(std::string_view word);
  static constexpr std::uint32_t kInflected = 1u << 31;  ///< of an id: a word's number, else a term's

  /// After `Segment::words`.
  WordSignatures(const Segment& segment, const Partition& partition);
  /// Calls `visit(id)` for every word that so many slips (one or two) may part from this one, and some others.
  template <typename Visit>
  void similar(const Signature& wanted, std::uint32_t slips, Visit&& visit) const {
    if (wanted.length > kLongest) return;
    const std::uint32_t first = starts_[wanted.length > slips ? wanted.length - slips : 0];
    const std::uint32_t last = starts_[std::min(wanted.length + slips, kLongest) + 1];
    for (std::uint32_t i = first; i < last; ++i) {
      const std::uint64_t letters = letters_[i];
      if (without(letters & ~wanted.letters, slips) == 0 && without(wanted.letters & ~letters, slips) == 0)
        visit(ids_[i]);
    }
  }

 private:
  /// Without so many of its lowest bits: faster than counting them where the processor cannot.
  static std::uint64_t without(std::uint64_t bits, std::uint32_t count) {
    bits &= bits - 1;
    return count < 2 ? bits : bits & (bits - 1);
  }
  static constexpr std::uint32_t kLongest = 64;  // letters of a word that is kept
  std::vector<std::uint64_t> letters_;           // shorter words first
  std::vector<std::uint32_t> ids_;
  std::array<std::uint32_t, kLongest + 2> starts_{};  // by length
};

}  // namespace forestall::index
