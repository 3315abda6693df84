// SPDX-License-Identifier: Apache-2.0
#include "search/rerank/letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
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

TEST(Letters, RunsAreEqualWhateverStandsAroundThem) {
  std::mt19937 random(5);
  const std::string letters[] = {"a", "b", "z", "7", "ß", "ł", "п", "ध", "𝒳"};
  std::map<std::string, std::uint64_t> keys;  // by the run as text
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> word(1 + random() % 9);
    std::string text;
    for (std::string& letter : word) text += letter = letters[random() % (round % 2 == 0 ? 3 : std::size(letters))];
    if (static_cast<std::uint8_t>(text[0]) >= 0xE3) continue;
    word.insert(word.begin(), "^");
    const std::vector<std::uint64_t> found = runs(text);
    ASSERT_EQ(found.size(), word.size() < 4 ? 1 : word.size() - 3) << text;
    for (std::size_t i = 0; i < found.size(); ++i) {
      std::string run;
      for (std::size_t k = i; k < std::min(i + 4, word.size()); ++k) run += word[k];
      EXPECT_EQ(keys.try_emplace(run, found[i]).first->second, found[i]) << run << " in " << text;
    }
  }
  std::set<std::uint64_t> distinct;
  for (const auto& [run, key] : keys) distinct.insert(key);
  EXPECT_EQ(distinct.size(), keys.size());
}

TEST(Letters, WordsThatAnalysisCutsIntoPairsHaveNone) {
  EXPECT_TRUE(runs("印刷").empty());
  EXPECT_TRUE(runs("プリ").empty());
  EXPECT_TRUE(runs("인쇄").empty());
}

}  // namespace
}  // namespace forestall::search
