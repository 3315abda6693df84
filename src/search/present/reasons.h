// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "search/plan/plan.h"

namespace forestall::search {

inline constexpr std::size_t kMostReasons = 5;

/// The words of a query that a person would name for a match, what added most first: whole words instead of bigrams and
/// parts, function words only if there is nothing else. `shares`: what each of the terms added.
std::vector<std::string> reason_words(std::span<const QueryTerm> terms, std::span<const double> shares,
                                      analysis::Session& session);

}  // namespace forestall::search
