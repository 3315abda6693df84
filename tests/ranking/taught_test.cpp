// SPDX-License-Identifier: Apache-2.0
#include "ranking/taught.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace forestall::ranking {
namespace {

TEST(Taught, KeepsTheTextOrderWithoutVotes) {
  const Taught candidates[] = {{9, 0, 1, 0}, {5, 0, 1, 0}, {7, 0, 1, 0}};
  const auto scores = taught_scores(candidates, {0.2, 0.3});
  EXPECT_GT(scores[0], scores[2]);
  EXPECT_GT(scores[2], scores[1]);
}

TEST(Taught, LiftsWhatNearLessonsName) {
  const Taught candidates[] = {{9, 0, 1, 0}, {5, 0.6, 1, 20}, {7, 0.1, 1, 2}};
  const auto scores = taught_scores(candidates, {0.3, 0.3});
  EXPECT_GT(scores[1], scores[0]);
  EXPECT_GT(scores[1], scores[2]);
}

TEST(Taught, LeavesANewDocumentItsScore) {
  const Taught candidates[] = {{9, 0, 0, 0}, {5, 0.3, 1, 20}, {7, 0.01, 1, 2}};
  const auto scores = taught_scores(candidates, {0.05, 0.5});
  EXPECT_EQ(scores[0], 9);
  EXPECT_LT(scores[1], 9);
}

TEST(Taught, LetsADocumentFallOnlyAsFarAsItWasExposed) {
  const auto fallen = [](double exposure) {
    const Taught candidates[] = {{9, 0, exposure, 0}, {3, 0.9, 1, 20}};
    return taught_scores(candidates, {0.4, 0.3})[0];
  };
  EXPECT_EQ(fallen(0), 9);
  EXPECT_GT(fallen(0.1), fallen(0.99));
  EXPECT_GE(fallen(0.99), fallen(1));
}

TEST(Taught, TrustsALessonLessThatHoldsLessOfTheDraftThanTheBestDocument) {
  const auto lifted = [](double coverage) {
    const Taught candidates[] = {{9, 0, 0, 0}, {5, 0.6, 1, 20}};
    return taught_scores(candidates, {0.1, 0.3, coverage})[1];
  };
  EXPECT_GT(lifted(1), lifted(0.4));
  EXPECT_GT(lifted(0.4), lifted(0));
  EXPECT_EQ(lifted(1), lifted(3));
}

TEST(Taught, NeverGivesTwoExposedCandidatesTheSameScoreAndNoneBelowZero) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<Taught> candidates;
    for (int i = 0; i < 30; ++i)
      candidates.push_back({static_cast<double>(random() % 5), random() % 3 == 0 ? (random() % 100) / 100.0 : 0, 1,
                            static_cast<double>(random() % 40)});
    auto scores = taught_scores(candidates, {(random() % 100) / 100.0, (random() % 100) / 100.0});
    std::sort(scores.begin(), scores.end());
    EXPECT_GE(scores.front(), 0) << "round " << round;
    EXPECT_EQ(std::adjacent_find(scores.begin(), scores.end()), scores.end()) << "round " << round;
  }
}

}  // namespace
}  // namespace forestall::ranking
