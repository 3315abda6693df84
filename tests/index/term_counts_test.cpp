// SPDX-License-Identifier: Apache-2.0
#include "index/term_counts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

namespace forestall::index {
namespace {

using Oracle = std::map<std::uint32_t, std::uint32_t>;

TermCounts counts_of(const Oracle& oracle) { return TermCounts({oracle.begin(), oracle.end()}); }

void expect_equal(const TermCounts& counts, const Oracle& oracle, std::uint32_t numbers) {
  ASSERT_EQ(counts.size(), oracle.size());
  EXPECT_TRUE(std::equal(oracle.begin(), oracle.end(), counts.pairs().begin(),
                         [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second; }));
  for (std::uint32_t term = 0; term < numbers + 3; ++term) {
    const auto known = oracle.find(term);
    ASSERT_EQ(counts.of(term), known == oracle.end() ? 0 : known->second) << "term " << term;
  }
}

TEST(TermCounts, GivesWhatAMapGives) {
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    std::mt19937 random(seed);
    const std::uint32_t numbers = 1 + random() % (seed % 3 == 0 ? 40 : 20000);
    TermCounts sum({});
    Oracle all;
    for (int part = 0; part < 6; ++part) {
      Oracle one;
      for (std::uint32_t i = 0, count = random() % 200; i < count; ++i) {
        const std::uint32_t term = random() % numbers, cluster = term / 7;  // in heaps, too
        ++one[random() % 2 == 0 ? term : cluster];
      }
      for (const auto& [term, count] : one) all[term] += count;
      expect_equal(counts_of(one), one, numbers);
      sum = TermCounts::sum(sum, counts_of(one));
    }
    expect_equal(sum, all, numbers);
  }
}

TEST(TermCounts, OfNothingAreZero) {
  EXPECT_EQ(TermCounts({}).of(0), 0u);
  EXPECT_EQ(TermCounts::sum(TermCounts({}), TermCounts({{7, 2}})).of(7), 2u);
  EXPECT_EQ(TermCounts({{4294967295u, 3}}).of(4294967295u), 3u);
}

}  // namespace
}  // namespace forestall::index
