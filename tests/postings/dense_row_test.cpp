// SPDX-License-Identifier: Apache-2.0
#include "postings/dense_row.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace forestall::postings {
namespace {

constexpr std::uint32_t kSeed = 21;

struct Written {
  std::vector<std::uint32_t> docs;
  std::vector<std::uint8_t> impacts;
  std::vector<std::uint8_t> by_doc;
  std::string bytes;
};

Written write(std::mt19937& random, std::uint32_t documents, std::uint32_t distinct) {
  Written out;
  out.by_doc.resize(documents);
  for (std::uint32_t doc = 0; doc < documents; ++doc)
    if (random() % 3 == 0) {
      out.docs.push_back(doc);
      out.impacts.push_back(static_cast<std::uint8_t>(255 - random() % distinct));
      out.by_doc[doc] = out.impacts.back();
    }
  out.bytes.assign(DenseRow::bytes(documents), '\xff');  // nothing of it stays
  DenseRow::write(out.docs, out.impacts, documents, out.bytes.data());
  return out;
}

TEST(DenseRow, BoundsEveryImpactAndKeepsZeroForTheOthers) {
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (const std::uint32_t documents : {1u, 63u, 64u, 65u, 128u, 129u, 8192u, 20'001u})
    for (const std::uint32_t distinct : {1u, 15u, 16u, 255u}) {
      const Written written = write(random, documents, distinct);
      ASSERT_EQ(written.bytes.size(), DenseRow::bytes(documents));
      const DenseRow row(reinterpret_cast<const std::uint8_t*>(written.bytes.data()));
      for (std::uint32_t doc = 0; doc < documents; ++doc) {
        EXPECT_GE(row.impact(doc), written.by_doc[doc]);
        EXPECT_EQ(row.impact(doc) == 0, written.by_doc[doc] == 0);
        if (distinct <= 15) {
          EXPECT_EQ(row.impact(doc), written.by_doc[doc]);
        }
      }
    }
}

TEST(DenseRow, LevelsAscendReachTheLargestImpactAndCostLittle) {
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  std::array<std::uint32_t, 256> counts{};
  for (int i = 0; i < 10'000; ++i) ++counts[20 + random() % 180];
  const auto levels = choose_levels(counts);
  EXPECT_EQ(levels[0], 0);
  for (std::size_t i = 1; i < levels.size(); ++i) EXPECT_GT(levels[i], levels[i - 1]);
  EXPECT_EQ(levels[15], 199);
  std::uint64_t added = 0;
  for (std::uint32_t impact = 20, level = 1; impact < 200; ++impact) {
    while (levels[level] < impact) ++level;
    added += counts[impact] * (levels[level] - impact);
  }
  EXPECT_LT(added, 10'000u * 9);  // fifteen equal steps over 180 values would add 5.5 each
}

TEST(DenseRow, AnUnusedLevelIsZero) {
  std::array<std::uint32_t, 256> counts{};
  counts[7] = 3;
  counts[200] = 1;
  const auto levels = choose_levels(counts);
  EXPECT_EQ(levels[1], 7);
  EXPECT_EQ(levels[2], 200);
  EXPECT_EQ(levels[3], 0);
}

}  // namespace
}  // namespace forestall::postings
