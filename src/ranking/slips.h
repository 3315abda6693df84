// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace forestall::ranking {

/// So many slips are looked through for a word of so many letters: an insertion, deletion, substitution, or two
/// neighbours in the wrong order (Damerau 1964; the optimal string alignment of it). None below 4 letters: *cup* is no
/// *cap*.
std::size_t most_slips(std::size_t letters);

inline constexpr double kNoCost = 1e9;

/// What it costs to take `right` for what was meant by `typed` (code points, folded, of at most 64 letters each): the
/// least sum over its slips. A doubled or undoubled letter, letters that sound alike, two in the wrong order and
/// neighbours on a keyboard cost less than other slips, one in the first letter more. kNoCost if more than `most` slips
/// part them, two at most.
double slip_cost(std::u32string_view typed, std::u32string_view right, std::size_t most);

/// ln P(right) + ln P(typed | right), up to a constant: the noisy channel (Kernighan, Church, Gale 1990). `documents`:
/// how many hold the word.
double spelling_score(double cost, double documents);

}  // namespace forestall::ranking
