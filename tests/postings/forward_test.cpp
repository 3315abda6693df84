// SPDX-License-Identifier: Apache-2.0
#include "postings/forward.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace forestall::postings {
namespace {

TEST(Forward, GivesBackTermsAndFrequencies) {
  const std::uint32_t seed = 11;
  SCOPED_TRACE(seed);
  std::mt19937 generator(seed);
  const auto random = [&] { return static_cast<std::uint32_t>(generator()); };
  for (int round = 0; round < 400; ++round) {
    std::map<std::uint32_t, schema::FieldCounts> plain;
    const std::uint32_t most = round % 4 == 0 ? 8 : 300,
                        largest = 0xFFFFFFFFu >> (round % 26);  // differences of every length
    for (std::uint32_t i = 0, count = random() % most; i < count; ++i)
      plain[random() & largest] = {random() % 4, random() % 80 + 1, random() % 3};
    ForwardWriter writer;
    for (const auto& [term, tf] : plain) writer.add(term, tf);
    std::string written;
    writer.write(written);
    const std::vector<char> bytes(written.begin(), written.end());  // with nothing behind it
    ForwardCursor cursor(bytes.data());
    for (const auto& [term, tf] : plain) {
      ASSERT_TRUE(cursor.next());
      EXPECT_EQ(cursor.term(), term);
      EXPECT_EQ(cursor.tf(), tf);
    }
    EXPECT_FALSE(cursor.next());
  }
}

}  // namespace
}  // namespace forestall::postings
