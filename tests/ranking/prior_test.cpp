// SPDX-License-Identifier: Apache-2.0
#include "ranking/prior.h"

#include <gtest/gtest.h>

namespace forestall::ranking {
namespace {

TEST(VotePrior, IsOneWithoutVotes) { EXPECT_EQ(vote_prior({}, Kind::article), 1); }

TEST(VotePrior, CountsFewVotesLittle) {
  EXPECT_LT(vote_prior({1, 0}, Kind::article), vote_prior({5, 0}, Kind::article));
  EXPECT_LT(vote_prior({5, 0}, Kind::article), vote_prior({500, 0}, Kind::article));
  EXPECT_LT(vote_prior({1, 0}, Kind::article) - 1, 0.02);
}

TEST(VotePrior, StaysWithinItsStrength) {
  EXPECT_LE(vote_prior({4'000'000'000u, 0}, Kind::article), 1 + kVoteStrength);
  EXPECT_GE(vote_prior({0, 4'000'000'000u}, Kind::article), 1 - kVoteStrength);
}

TEST(VotePrior, FallsWithUnhelpfulVotes) {
  EXPECT_GT(vote_prior({10, 1}, Kind::article), vote_prior({10, 9}, Kind::article));
}

TEST(VotePrior, OfForumPostsGrowsWithHelpfulVotes) {
  EXPECT_EQ(vote_prior({}, Kind::topic), 1);
  EXPECT_GT(vote_prior({40, 0}, Kind::topic), vote_prior({40, 0}, Kind::article));
  EXPECT_GT(vote_prior({400, 0}, Kind::reply), vote_prior({40, 0}, Kind::reply));
}

TEST(AgePrior, HalvesItsGainInKFreshDaysAndNeverFallsBelowOne) {
  constexpr std::int64_t kDay = 86400;
  EXPECT_DOUBLE_EQ(age_prior(1000 * kDay, 1000 * kDay), 1 + kFresh);
  EXPECT_DOUBLE_EQ(age_prior(1000 * kDay, 1024 * kDay), 1 + kFresh / 2);
  EXPECT_DOUBLE_EQ(age_prior(1000 * kDay, 900 * kDay), 1 + kFresh) << "from the future";
  EXPECT_GE(age_prior(0, 20000 * kDay), 1);
}

}  // namespace
}  // namespace forestall::ranking
