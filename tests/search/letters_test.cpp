// SPDX-License-Identifier: Apache-2.0
#include "search/letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace forestall::search {
namespace {

using ::testing::IsSubsetOf;

std::vector<std::uint64_t> runs(std::string_view term) {
  std::vector<std::uint64_t> out;
  each_run(term, [&](std::uint64_t key) { out.push_back(key); });
  return out;
}

TEST(Letters, AWordHasARunForEachLetterFromTheThirdOn) {
  EXPECT_EQ(runs("print").size(), 3u);  // ^pri prin rint
  EXPECT_EQ(runs("pri").size(), 1u);
  EXPECT_EQ(runs("printer")[0], runs("print")[0]);
  EXPECT_EQ(runs("sprint")[2], runs("print")[1]);
  EXPECT_NE(runs("sprint")[0], runs("print")[0]);
}

TEST(Letters, AShortWordIsOneRunThatOnlyItselfHas) {
  EXPECT_EQ(runs("a").size(), 1u);
  EXPECT_EQ(runs("pr").size(), 1u);
  EXPECT_NE(runs("pr"), runs("a"));
  EXPECT_NE(runs("pr")[0], runs("pri")[0]);
  EXPECT_TRUE(runs("").empty());
}

TEST(Letters, ALetterOfSeveralBytesIsOneLetter) {
  EXPECT_EQ(runs("żółw").size(), 2u);
  EXPECT_EQ(runs("печать").size(), 4u);
  EXPECT_THAT(runs("печат"), IsSubsetOf(runs("печать")));
}

TEST(Letters, WordsThatAnalysisCutsIntoPairsHaveNone) {
  EXPECT_TRUE(runs("印刷").empty());
  EXPECT_TRUE(runs("プリ").empty());
  EXPECT_TRUE(runs("인쇄").empty());
}

}  // namespace
}  // namespace forestall::search
