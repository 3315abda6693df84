// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "search/evaluate/operators/operator.h"

namespace forestall::search {

/// Every required child and no excluded one; without a required child, at least one optional one.
class BooleanOperator : public Operator {
 public:
  BooleanOperator(const PlanNode& node, const Scope& scope);
  void match(std::uint32_t window, WindowBits& out) override;
  std::uint64_t most() const override;

 private:
  std::vector<std::unique_ptr<Operator>> required_, optional_, excluded_;
};

}  // namespace forestall::search
