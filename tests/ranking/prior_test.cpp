// SPDX-License-Identifier: Apache-2.0
#include "ranking/prior.h"

#include <gtest/gtest.h>

namespace forestall::ranking {
namespace {

TEST(VotePrior, IsOneWithoutVotes) { EXPECT_EQ(vote_prior({}), 1); }

TEST(VotePrior, CountsFewVotesLittle) {
  EXPECT_LT(vote_prior({1, 0}), vote_prior({5, 0}));
  EXPECT_LT(vote_prior({5, 0}), vote_prior({500, 0}));
  EXPECT_LT(vote_prior({1, 0}) - 1, 0.02);
}

TEST(VotePrior, StaysWithinItsStrength) {
  EXPECT_LE(vote_prior({4'000'000'000u, 0}), 1 + kVoteStrength);
  EXPECT_GE(vote_prior({0, 4'000'000'000u}), 1 - kVoteStrength);
}

TEST(VotePrior, FallsWithUnhelpfulVotes) { EXPECT_GT(vote_prior({10, 1}), vote_prior({10, 9})); }

}  // namespace
}  // namespace forestall::ranking
