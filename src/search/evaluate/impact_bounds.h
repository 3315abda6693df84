// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "search/evaluate/scorer.h"

namespace forestall::search {

/// What one part of an impact can come to at the most in the call at hand: a coarser bound than the tables below, which
/// cost a small scope more than they spare it.
double greatest_part(const Scope& scope, const ScoreRules& rules);

/// What the impacts baked in a partition can come to in the call at hand: the average lengths may have moved since, and
/// a query saturates otherwise than a draft.
class ImpactBounds {
 public:
  ImpactBounds(const Scope& scope, const ScoreRules& rules);
  /// At least the saturated frequency that an impact stands for.
  double of(std::uint8_t impact) const { return as_baked_ ? impact * part_ : values_[impact]; }
  /// What one part of `bytes` is worth.
  double part() const { return part_; }
  /// By impact, the bound in parts, rounded up.
  const std::array<std::uint8_t, 256>& bytes() const;

 private:
  double part_ = 0;
  bool as_baked_ = false;  // then the tables, which would cost a short query more than its answer, are not filled
  std::array<double, 256> values_;
  std::array<std::uint8_t, 256> bytes_;
};

}  // namespace forestall::search
