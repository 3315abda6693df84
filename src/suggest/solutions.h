// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forestall/options.h"
#include "forestall/results.h"
#include "index/snapshot.h"

namespace forestall::suggest {

/// How much more often a word of the subject counts than one of the body (RANKING.md: held on every collection).
inline constexpr double kSubjectWeight = 2;
inline constexpr double kEvidenceWeight = 0.5;  // of what tells pasted lines apart

/// What solves this draft. Options are valid.
Suggestions solve(const index::Snapshot& snapshot, const Draft& draft, const SuggestOptions& options);

}  // namespace forestall::suggest
