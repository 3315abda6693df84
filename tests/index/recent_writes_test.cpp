// SPDX-License-Identifier: Apache-2.0
#include "index/recent_writes.h"

#include <gtest/gtest.h>

namespace forestall::index {
namespace {

TEST(RecentWrites, KnowWhatWasTouchedAfterAMark) {
  RecentWrites recent;
  const auto before = recent.mark();
  recent.add({"a", "c"});
  const auto after = recent.mark();
  recent.add({"d"});
  EXPECT_TRUE(recent.touched(before, {"b", "c"}));
  EXPECT_FALSE(recent.touched(before, {"b", "e"}));
  EXPECT_FALSE(recent.touched(before, {}));
  EXPECT_FALSE(recent.touched(after, {"a", "b", "c"}));
  EXPECT_TRUE(recent.touched(after, {"a", "d"}));
}

TEST(RecentWrites, AreForgottenWhenNobodyAsksAnyMore) {
  RecentWrites recent;
  EXPECT_FALSE(recent.wanted());
  auto first = recent.mark();
  EXPECT_TRUE(recent.wanted());
  recent.add({"a"});
  auto second = recent.mark();
  recent.add({"b"});
  first.reset();
  EXPECT_TRUE(recent.wanted());
  EXPECT_TRUE(recent.touched(second, {"b"}));
  EXPECT_FALSE(recent.touched(second, {"a"}));
  second.reset();
  EXPECT_FALSE(recent.wanted());
}

}  // namespace
}  // namespace forestall::index
