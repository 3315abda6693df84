// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "forestall/document.h"

namespace forestall::ranking {

/// Votes as a factor of the text score: 1 + kVoteStrength · (2r − 1), r = (helpful + ½m) / (helpful + unhelpful + m),
/// m = kVoteMass: a smoothed helpful rate in which few votes count little. Topics and replies, which few vote on, gain
/// (1 + helpful)^kForumVotes besides. 1 without votes.
inline constexpr double kVoteStrength = 0.1;
inline constexpr double kVoteMass = 10;
inline constexpr double kForumVotes = 0.05;
double vote_prior(const VoteCount& votes, Kind kind);

/// Votes that a document came with and votes since; a count stays at its greatest value.
VoteCount sum(const VoteCount& a, const VoteCount& b);

/// A vote prior as a byte, rounded up, in parts of 1 / kPriorParts; kPriorUnbounded: more than a byte can say. Baked
/// into segments, as bounds are: other constants here need another format.
inline constexpr double kPriorParts = 100;
inline constexpr std::uint8_t kPriorUnbounded = 255;
std::uint8_t prior_byte(double prior);

/// Forum questions come in waves: a topic or reply of age a days counts 1 + kFresh · 2^(−a / kFreshDays), one without a
/// date 1. `created` and `now` in seconds since 1970.
inline constexpr double kFresh = 0.3, kFreshDays = 24;
double age_prior(std::int64_t created, std::int64_t now);
bool ages(Kind kind);

/// The factor of a document that is for other products than the draft's.
inline constexpr double kOtherProduct = 0.7;

/// How much a title that the query names wholly adds: score · (1 + kTitleBonus · coverage). Of kinds with edited
/// titles.
inline constexpr double kTitleBonus = 0.2;
bool has_edited_title(Kind kind);

}  // namespace forestall::ranking
