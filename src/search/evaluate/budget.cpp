// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/budget.h"

namespace forestall::search {

BudgetWatch::BudgetWatch(const Budget& budget)
    : budget_(budget), end_(std::chrono::steady_clock::now() + budget.time) {}

bool BudgetWatch::spent() {
  if (spent_) return true;
  spent_ = budget_.cancel.stop_requested() || (budget_.time.count() > 0 && std::chrono::steady_clock::now() >= end_);
  return spent_;
}

}  // namespace forestall::search
