// SPDX-License-Identifier: Apache-2.0
#include "search/accumulate.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace forestall::search {
namespace {

constexpr std::uint32_t kSeed = 12;

TEST(Accumulate, BoundsEveryProductFromAboveByLessThanTwo) {
  for (std::uint32_t impact = 0; impact < 256; ++impact)
    for (std::uint32_t weight : {1u, 2u, 255u, 256u, 1000u, 40'000u, 65'535u}) {
      std::uint16_t sum = 0;
      const auto byte = static_cast<std::uint8_t>(impact);
      add_row(&sum, &byte, 1, static_cast<std::uint16_t>(weight));
      EXPECT_GE(sum * 256u, impact * weight);
      EXPECT_LE(sum * 256u, impact * weight + 256);
      EXPECT_EQ(sum == 0, impact == 0);
    }
}

TEST(Accumulate, RowsAndListsGiveTheSameSums) {
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (const std::uint32_t count : {1u, 63u, 64u, 65u, 1000u, 8192u}) {
    std::vector<std::uint16_t> by_row(count), by_list(count);
    for (int term = 0; term < 20; ++term) {
      std::vector<std::uint8_t> row(count), impacts;
      std::vector<std::uint16_t> docs;
      for (std::uint32_t doc = 0; doc < count; ++doc)
        if (random() % 3 == 0) {
          row[doc] = static_cast<std::uint8_t>(1 + random() % 255);
          docs.push_back(static_cast<std::uint16_t>(doc));
          impacts.push_back(row[doc]);
        }
      const auto weight = static_cast<std::uint16_t>(1 + random() % 3000);
      add_row(by_row.data(), row.data(), count, weight);
      add_list(by_list.data(), docs, impacts.data(), weight);
    }
    EXPECT_EQ(by_row, by_list) << count;
  }
}

TEST(Accumulate, CollectFindsWhatAScanFinds) {
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (const std::uint32_t count : {0u, 1u, 64u, 127u, 8192u})
    for (const std::uint32_t least : {1u, 100u, 65'535u}) {
      std::vector<std::uint16_t> sums(count), expected, found(count + 1);
      for (std::uint32_t doc = 0; doc < count; ++doc) {
        sums[doc] = static_cast<std::uint16_t>(random() % 50 == 0 ? 65'535 : random() % 120);
        if (sums[doc] >= least) expected.push_back(static_cast<std::uint16_t>(doc));
      }
      found.resize(collect(sums.data(), count, static_cast<std::uint16_t>(least), found.data()));
      EXPECT_EQ(found, expected);
    }
}

}  // namespace
}  // namespace forestall::search
