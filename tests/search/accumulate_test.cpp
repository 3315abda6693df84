// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/accumulate.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "postings/dense_row.h"
#include "postings/list_view.h"

namespace forestall::search {
namespace {

constexpr std::uint32_t kSeed = 12;

std::array<std::uint8_t, 256> same_bytes() {
  std::array<std::uint8_t, 256> bytes{};
  for (std::size_t i = 0; i < 256; ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return bytes;
}

/// Runs a test once with each instruction set that this processor has.
class Accumulate : public testing::Test {
 protected:
  template <typename Test>
  void on_every_target(Test test) {
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
      hwy::SetSupportedTargetsForTest(target);
      SCOPED_TRACE(hwy::TargetName(target));
      SCOPED_TRACE(kSeed);
      std::mt19937 random(kSeed);
      test(random);
    }
    hwy::SetSupportedTargetsForTest(0);
  }
};

TEST_F(Accumulate, RunsOnMoreThanOneInstructionSet) {
#if defined(__x86_64__)
  EXPECT_GT(hwy::SupportedAndGeneratedTargets().size(), 1u);
#endif
}

TEST_F(Accumulate, ListsBoundEveryProductFromAboveByLessThanTwo) {
  for (std::uint32_t impact = 1; impact < 256; ++impact)
    for (std::uint32_t weight : {1u, 2u, 255u, 256u, 1000u, 40'000u, 65'535u}) {
      std::uint16_t sum = 0;
      const std::uint16_t doc = 0;
      const auto byte = static_cast<std::uint8_t>(impact);
      add_list(&sum, {&doc, 1}, &byte, same_bytes(), static_cast<std::uint16_t>(weight));
      EXPECT_GE(sum * 256u, impact * weight);
      EXPECT_LE(sum * 256u, impact * weight + 256);
    }
}

TEST_F(Accumulate, RowBitsAreTheDocumentsWithALevelAboveZero) {
  on_every_target([](std::mt19937& random) {
    for (const std::uint32_t count : {1u, 63u, 64u, 65u, 128u, 1000u, 8192u}) {
      std::string codes(postings::DenseRow::bytes(count), '\0');
      for (std::uint32_t doc = 0; doc < count; ++doc)
        if (random() % 3 != 0)
          codes[doc / 128 * 64 + doc % 64] |= static_cast<char>((random() % 16) << (doc % 128 < 64 ? 0 : 4));
      std::vector<std::uint64_t> words(postings::kWindow / 64, ~std::uint64_t{0});
      row_bits(reinterpret_cast<const std::uint8_t*>(codes.data()), count, words.data());
      for (std::uint32_t doc = 0; doc < postings::kWindow; ++doc) {
        const int pair = doc < count ? static_cast<unsigned char>(codes[doc / 128 * 64 + doc % 64]) : 0;
        EXPECT_EQ((words[doc / 64] >> (doc % 64) & 1) != 0, (doc % 128 < 64 ? pair & 15 : pair >> 4) != 0) << doc;
      }
    }
  });
}

TEST_F(Accumulate, BlocksReachASumWhereOneOfTheirDocumentsDoes) {
  on_every_target([](std::mt19937& random) {
    std::vector<std::uint16_t> sums(postings::kWindow);
    for (int round = 0; round < 40; ++round) {
      for (std::uint16_t& sum : sums) sum = static_cast<std::uint16_t>(random() % 1000);
      for (const std::uint32_t least : {1u, 500u, 996u, 999u, 1000u}) {
        const auto asked = static_cast<std::uint32_t>(random());
        std::uint32_t expected = 0;
        for (std::uint32_t doc = 0; doc < sums.size(); ++doc)
          if (sums[doc] >= least) expected |= 1u << (doc / kSumBlock);
        EXPECT_EQ(reaching_blocks(sums.data(), asked, static_cast<std::uint16_t>(least)), expected & asked);
      }
    }
  });
}

TEST_F(Accumulate, RowsAddWhatALoopOverDocumentsAdds) {
  on_every_target([](std::mt19937& random) {
    for (const std::uint32_t count : {1u, 63u, 64u, 65u, 128u, 1000u, 8192u}) {
      std::vector<std::string> bytes(kRowsTogether);
      std::vector<std::uint16_t> sums(8192), expected(8192);
      for (std::uint16_t& sum : sums) sum = static_cast<std::uint16_t>(random() % 1000);
      expected = sums;
      RowGroup group;
      group.shift = static_cast<int>(random() % 4);
      for (std::size_t r = 0; r < kRowsTogether; ++r) {
        std::vector<std::uint32_t> docs;
        std::vector<std::uint8_t> impacts;
        for (std::uint32_t doc = 0; doc < count; ++doc)
          if (random() % 3 == 0) {
            docs.push_back(doc);
            impacts.push_back(static_cast<std::uint8_t>(1 + random() % 255));
          }
        bytes[r].resize(postings::DenseRow::bytes(count));
        postings::DenseRow::write(docs, impacts, count, bytes[r].data());
        const postings::DenseRow row(reinterpret_cast<const std::uint8_t*>(bytes[r].data()));
        group.rows[r].codes = row.codes(0);
        for (std::size_t level = 1; level < 16; ++level)
          group.rows[r].values[level] = static_cast<std::uint8_t>(level * 4);
        for (std::uint32_t doc = 0; doc < count; ++doc)
          for (std::size_t level = 1; level < 16; ++level)
            if (row.impact(doc) == row.levels()[level] && row.impact(doc) != 0)
              expected[doc] = static_cast<std::uint16_t>(expected[doc] + (group.rows[r].values[level] << group.shift));
      }
      add_rows(sums.data(), group, count);
      EXPECT_EQ(sums, expected) << count;
    }
  });
}

TEST_F(Accumulate, CollectFindsWhatAScanFinds) {
  on_every_target([](std::mt19937& random) {
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
  });
}

TEST_F(Accumulate, LeastOfBestIsReachedByAsManyAsWanted) {
  on_every_target([](std::mt19937& random) {
    for (const std::uint32_t count : {10u, 64u, 2000u, 8192u})
      for (const std::size_t wanted : {0u, 1u, 21u, 100u}) {
        std::vector<std::uint16_t> sums(count);
        for (std::uint16_t& sum : sums) sum = static_cast<std::uint16_t>(random() % 60'000);
        const std::uint16_t least = least_of_best(sums.data(), count, wanted);
        EXPECT_GE(least, 1);
        const auto reached = std::count_if(sums.begin(), sums.end(), [&](std::uint16_t sum) { return sum >= least; });
        if (count >= 128 && wanted <= 128) {
          EXPECT_GE(static_cast<std::size_t>(reached), wanted);
        }
        if (count == 8192 && wanted == 21) {
          EXPECT_LT(reached, 60);
        }
      }
  });
}

}  // namespace
}  // namespace forestall::search
