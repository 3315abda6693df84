// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "analysis/normalizer.h"

namespace forestall::analysis {

/// Words that say nothing of the problem, such as "the" or "would": data/words/function. They are indexed like others
/// and count less in a draft. As `normalizer.fold_case` gives them; empty for a language without a list.
std::unordered_set<std::string> function_words(std::string_view lang, const Normalizer& normalizer);

}  // namespace forestall::analysis
