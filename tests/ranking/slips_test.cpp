// SPDX-License-Identifier: Apache-2.0
#include "ranking/slips.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>

namespace forestall::ranking {
namespace {

/// The optimal string alignment by its definition, without a band or a table.
std::size_t slips(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  const std::size_t same = a.back() == b.back() ? 0 : 1;
  const auto less = [](std::u32string_view text, std::size_t count) { return text.substr(0, text.size() - count); };
  std::size_t best =
      std::min({slips(less(a, 1), less(b, 1)) + same, slips(less(a, 1), b) + 1, slips(a, less(b, 1)) + 1});
  if (a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] && a[a.size() - 2] == b.back())
    best = std::min(best, slips(less(a, 2), less(b, 2)) + 1);
  return best;
}

std::u32string random_word(std::mt19937& random) {
  std::u32string word;
  for (std::size_t i = 0, n = 1 + random() % 6; i < n; ++i) word.push_back(U"abcé"[random() % 4]);
  return word;
}

TEST(Slips, AreFoundWhereverTheDefinitionHasSoFew) {
  std::mt19937 random(7);
  SCOPED_TRACE("seed 7");
  int near = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::u32string a = random_word(random), b = random_word(random);
    for (const std::size_t most : {std::size_t{1}, std::size_t{2}}) {
      const bool found = slip_cost(a, b, most) != kNoCost;
      ASSERT_EQ(found, slips(a, b) <= most);
      near += found ? 1 : 0;
    }
    ASSERT_EQ(slip_cost(a, a, 1), 0);
  }
  EXPECT_GT(near, 1000);
}

TEST(Slips, CostLessWhereHandsAndEarsErr) {
  const auto cost = [](std::u32string_view typed) { return slip_cost(typed, U"settings", 2); };
  EXPECT_LT(cost(U"setings"), cost(U"setins"));     // a doubled letter
  EXPECT_LT(cost(U"settigns"), cost(U"settiags"));  // two in the wrong order
  EXPECT_LT(cost(U"settengs"), cost(U"settxngs"));  // a vowel for a vowel
  EXPECT_LT(cost(U"settimgs"), cost(U"settipgs"));  // a key beside it
  EXPECT_LT(cost(U"zettings"), cost(U"pettings"));  // what sounds alike
  EXPECT_LT(cost(U"setpings"), cost(U"pettings"));  // not the first letter
  EXPECT_EQ(cost(U"spottingly"), kNoCost);
}

TEST(Slips, AreNotLookedForInWordsOfThreeLetters) {
  EXPECT_EQ(most_slips(3), 0u);
  EXPECT_EQ(most_slips(4), 1u);
  EXPECT_EQ(most_slips(12), 2u);
  const std::u32string huge(5000, U'a');
  EXPECT_EQ(slip_cost(huge, huge, 2), kNoCost);
}

}  // namespace
}  // namespace forestall::ranking
