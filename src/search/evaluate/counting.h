// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/evaluate/operators/operator.h"
#include "search/evaluation.h"

namespace forestall::search {

/// Whether the matches of a scope are counted by themselves, so that the best are found as if nothing were counted:
/// that is faster where an operator must decide about few terms. Of any words the sums, which are made anyway, tell.
bool counts_apart(const Request& request, const Scope& scope);

/// Counts every document of a scope that matches and is accepted. Returns false if the budget was spent before the end.
bool count_matches(Evaluation& evaluation, const Scope& scope, BudgetWatch& budget);

/// The same of the documents of one window, the first of which is `first` of the leaf.
void count_window(Evaluation& evaluation, const Scope& scope, std::uint32_t first, const WindowBits& matches);

}  // namespace forestall::search
