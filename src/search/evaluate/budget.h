// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "forestall/options.h"

namespace forestall::search {

/// Asked once a window: whether the call's time is up or it was cancelled. Once spent, it stays spent.
class BudgetWatch {
 public:
  explicit BudgetWatch(const Budget& budget);
  bool spent();
  bool was_spent() const { return spent_; }

 private:
  Budget budget_;
  std::chrono::steady_clock::time_point end_;
  bool spent_ = false;
};

}  // namespace forestall::search
