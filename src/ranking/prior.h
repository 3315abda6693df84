// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forestall/document.h"

namespace forestall::ranking {

/// Votes as a factor of the text score: 1 + kVoteStrength · (2r − 1), r = (helpful + ½m) / (helpful + unhelpful + m),
/// m = kVoteMass: a smoothed helpful rate in which few votes count little. 1 without votes.
inline constexpr double kVoteStrength = 0.1;
inline constexpr double kVoteMass = 10;
double vote_prior(const VoteCount& votes);

/// The factor of a document that is for other products than the draft's.
inline constexpr double kOtherProduct = 0.7;

}  // namespace forestall::ranking
