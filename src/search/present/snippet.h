// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "forestall/results.h"
#include "search/present/matches.h"

namespace forestall::search {

/// Texts are read to this many bytes: an answer that starts later is rare, and a long one must not cost long.
inline constexpr std::size_t kSnippetReads = 64 * 1024;

/// The passage of at most `length` code points with the greatest sum of weights of distinct terms (repetitions add a
/// twentieth), from a word's start to a word's end, "…" where it is cut, white space squeezed to blanks; the beginning
/// of the text when nothing matches.
Highlighted best_passage(std::string_view text, std::string_view lang, analysis::Session& session, const Sought& sought,
                         std::size_t length);

/// The matching stretches of a short text.
std::vector<Range> highlight(std::string_view text, std::string_view lang, analysis::Session& session,
                             const Sought& sought);

}  // namespace forestall::search
