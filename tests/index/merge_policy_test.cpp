// SPDX-License-Identifier: Apache-2.0
#include "index/merge_policy.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

namespace forestall::index {
namespace {

using Sizes = std::vector<std::uint64_t>;

std::vector<std::uint64_t> chosen(const Sizes& sizes, const MergePolicy& policy) {
  Sizes out;
  for (const std::size_t place : due_for_merge(sizes, policy)) out.push_back(sizes[place]);
  return out;
}

TEST(MergePolicy, MergesTheSmallestThatAreLargeTogether) {
  const MergePolicy policy{2, 3};
  EXPECT_THAT(chosen({}, policy), testing::IsEmpty());
  EXPECT_THAT(chosen({5, 5}, policy), testing::IsEmpty());
  EXPECT_THAT(chosen({100, 5, 4, 3}, policy), testing::ElementsAre(3, 4, 5));
  EXPECT_THAT(chosen({20, 5, 4, 3, 1000}, policy), testing::ElementsAre(3, 4, 5, 20));
  EXPECT_THAT(chosen({1, 3, 9, 27, 81}, policy), testing::IsEmpty());
}

/// What is left when pieces of about one size come one after the other, and what their merging costs.
struct Course {
  std::size_t most = 0;  // segments at any time
  double average = 0;    // segments
  double rewritten = 0;  // times that a piece is merged
};

Course follow(std::uint32_t seed, std::size_t pieces, const MergePolicy& policy) {
  std::mt19937 random(seed);
  Sizes sizes;
  std::uint64_t all = 0, rewritten = 0, count = 0;
  Course course;
  for (std::size_t i = 0; i < pieces; ++i) {
    sizes.push_back(50 + random() % 100);
    all += sizes.back();
    for (auto due = due_for_merge(sizes, policy); !due.empty(); due = due_for_merge(sizes, policy)) {
      std::uint64_t merged = 0;
      for (const std::size_t place : due) merged += std::exchange(sizes[place], 0);
      std::erase(sizes, 0u);
      sizes.push_back(merged);
      rewritten += merged;
    }
    course.most = std::max(course.most, sizes.size());
    count += sizes.size();
  }
  EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0}), all);
  course.average = static_cast<double>(count) / static_cast<double>(pieces);
  course.rewritten = static_cast<double>(rewritten) / static_cast<double>(all);
  return course;
}

TEST(MergePolicy, KeepsSegmentsFewAndRewritesEachPieceALogarithmOfTimes) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed)
    for (const std::size_t pieces : {100u, 3000u, 20000u}) {
      SCOPED_TRACE(fmt::format("seed {}, {} pieces", seed, pieces));
      const double levels = std::log(static_cast<double>(pieces)) / std::log(3);
      const Course course = follow(seed, pieces, {2, 4});
      EXPECT_LE(static_cast<double>(course.most), levels + 4);
      EXPECT_LE(course.average, levels / 2 + 2);
      EXPECT_LE(course.rewritten, 1.5 * levels + 1);
    }
}

}  // namespace
}  // namespace forestall::index
