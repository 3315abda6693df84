// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "search/resolve.h"

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
};

/// One node of a plan over one partition. Windows are asked for in ascending order.
class Operator {
 public:
  virtual ~Operator() = default;
  /// Sets the bits of the matching documents. Requires: `out` is empty.
  virtual void match(std::uint32_t window, WindowBits& out) = 0;
};

std::unique_ptr<Operator> make_operator(const PlanNode& node, const Scope& scope);

}  // namespace forestall::search
