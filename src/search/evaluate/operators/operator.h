// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>

#include "search/plan/resolve.h"

namespace forestall::search {

/// Which documents of a window match: one bit a document.
struct WindowBits {
  std::array<std::uint64_t, postings::kWindow / 64> words{};
  void set(std::uint32_t doc) { words[doc / 64] |= std::uint64_t{1} << (doc % 64); }
  bool test(std::uint32_t doc) const { return (words[doc / 64] >> (doc % 64) & 1) != 0; }
  bool none() const {
    std::uint64_t any = 0;
    for (const std::uint64_t word : words) any |= word;
    return any == 0;
  }
  /// About how many are set, cheaply: 0 only if none, more than a window's 128 words if they are many.
  std::uint32_t about() const {
    std::uint32_t busy = 0, crowded = 0;
    for (const std::uint64_t word : words) {
      busy += word != 0;
      crowded += (word & (word - 1)) != 0;
    }
    return busy + 4 * crowded;
  }
  /// Keeps the documents that `test(doc)` is true of.
  template <typename Test>
  void keep(Test&& test) {
    for (std::size_t w = 0; w < words.size(); ++w)
      for (std::uint64_t word = words[w]; word != 0; word &= word - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(word));
        if (!test(static_cast<std::uint32_t>(w) * 64 + bit)) words[w] &= ~(std::uint64_t{1} << bit);
      }
  }
  WindowBits& operator&=(const WindowBits& other) {
    for (std::size_t w = 0; w < words.size(); ++w) words[w] &= other.words[w];
    return *this;
  }
  WindowBits& operator|=(const WindowBits& other) {
    for (std::size_t w = 0; w < words.size(); ++w) words[w] |= other.words[w];
    return *this;
  }
};

/// One node of a plan over one partition. Windows are asked for in ascending order.
class Operator {
 public:
  virtual ~Operator() = default;
  /// Sets the bits of the matching documents. Requires: `out` is empty.
  virtual void match(std::uint32_t window, WindowBits& out) = 0;
  /// Sets the bits of the matching documents beside those that are set; cheaper than `match` where those are asked
  /// about for nothing.
  virtual void widen(std::uint32_t window, WindowBits& bits) {
    WindowBits own;
    match(window, own);
    bits |= own;
  }
  /// Clears the bits of documents that do not match; cheaper than `match` where few are set.
  virtual void narrow(std::uint32_t window, WindowBits& bits) {
    WindowBits own;
    match(window, own);
    bits &= own;
  }
  /// About how many documents of the partition match, at most: whoever has fewest goes first.
  virtual std::uint64_t most() const = 0;
};

std::unique_ptr<Operator> make_operator(const PlanNode& node, const Scope& scope);

}  // namespace forestall::search
