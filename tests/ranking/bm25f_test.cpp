// SPDX-License-Identifier: Apache-2.0
#include "ranking/bm25f.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace forestall::ranking {
namespace {

constexpr unsigned kSeed = 20261;

TEST(Bm25f, GivesTheTextbookValueForOneField) {
  Schema schema;
  schema.title.weight = schema.tags.weight = 0;
  schema.body = {1, 0.75};
  const schema::FieldValues factors = field_factors(schema, {0, 20, 0}, {1, 10, 1});
  const double t = combined_tf({0, 3, 0}, factors);
  EXPECT_DOUBLE_EQ(t, 3 / (1 - 0.75 + 0.75 * 2));
  EXPECT_DOUBLE_EQ(saturate(t, 1.2), 2.2 * t / (1.2 + t));
}

TEST(Bm25f, IdfIsPositiveAndFallsWithDf) {
  EXPECT_DOUBLE_EQ(idf(10, 1), std::log(1 + 9.5 / 1.5));
  double last = idf(100, 0);
  for (std::uint64_t df = 1; df <= 100; ++df) {
    EXPECT_LT(idf(100, df), last);
    EXPECT_GT(idf(100, df), 0);
    last = idf(100, df);
  }
  EXPECT_GT(idf(0, 0), 0);
}

TEST(Bm25f, AnEmptyFieldWeighsNothingEvenWithFullNormalisation) {
  Schema schema;
  schema.title.b = 1;
  EXPECT_EQ(field_factors(schema, {0, 5, 0}, {3, 5, 1})[0], 0);
}

TEST(Bm25f, BakedImpactsAreNeverBelowTheImpact) {
  std::mt19937 random(kSeed);
  SCOPED_TRACE(kSeed);
  std::uniform_real_distribution<double> parts(1e-9, 1);
  for (int i = 0; i < 20000; ++i) {
    const double impact = parts(random) * 4;
    EXPECT_GE(bake(impact, 3) * 4.0 / 255, impact * (1 - 1e-15));
    EXPECT_LE((bake(impact, 3) - 1) * 4.0 / 255, impact);
  }
}

TEST(Bm25f, DriftBoundsWhatOtherAveragesCanAdd) {
  std::mt19937 random(kSeed);
  SCOPED_TRACE(kSeed);
  std::uniform_real_distribution<double> average(1, 300);
  std::uniform_int_distribution<std::uint32_t> length(1, 2000);
  const Schema schema;
  for (int i = 0; i < 20000; ++i) {
    const schema::FieldValues baked{average(random), average(random), average(random)},
        now{average(random), average(random), average(random)};
    const schema::FieldCounts lengths{length(random), length(random), length(random)},
        tf{length(random) % 4, length(random) % 9, length(random) % 2};
    const double before = combined_tf(tf, field_factors(schema, lengths, baked));
    const double after = combined_tf(tf, field_factors(schema, lengths, now));
    EXPECT_LE(after, before * drift(baked, now) * (1 + 1e-12));
    EXPECT_LE(saturate(after, 1.5), saturate(before, 1.5) * drift(baked, now) * (1 + 1e-12));
  }
}

TEST(Bm25f, ResaturateBoundsWhatAnotherK1AndLongerTextsAdd) {
  std::mt19937 random(kSeed);
  SCOPED_TRACE(kSeed);
  std::uniform_real_distribution<double> k1(0.05, 6), logarithm(-9, 30), growth(1, 2);
  for (int i = 0; i < 50000; ++i) {
    const double baked = k1(random), asked = k1(random), t = std::exp(logarithm(random)), drift = growth(random);
    const double value = saturate(t, baked);
    EXPECT_GE(resaturate(value, baked, asked, drift), saturate(t * drift, asked) * (1 - 1e-12));
    EXPECT_LE(resaturate(value, baked, asked, 1),
              std::max(saturate(t, asked) * 1.001, value * 1e9 > baked ? asked + 1 : 0));
  }
  EXPECT_EQ(resaturate(4, 3, 1.5, 1), 2.5);
  EXPECT_NEAR(resaturate(saturate(2, 3), 3, 3, 1), saturate(2, 3), 1e-9);
}

}  // namespace
}  // namespace forestall::ranking
