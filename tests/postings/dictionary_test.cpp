// SPDX-License-Identifier: Apache-2.0
#include "postings/dictionary.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "base/hash.h"
#include "support/scratch.h"

namespace forestall::postings {
namespace {

TEST(HashTable, FindsEveryStringAndNoOther) {
  std::vector<std::string> strings;
  std::vector<std::uint64_t> hashes;
  for (int i = 0; i < 5000; ++i) {
    strings.push_back("term" + std::to_string(i));
    hashes.push_back(base::hash(strings.back()));
  }
  const std::string bytes = HashTable::of(hashes);
  const HashTable table{bytes};
  const auto find = [&](const std::string& text) {
    return table.find(base::hash(text), [&](std::uint32_t n) { return strings[n] == text; });
  };
  for (std::uint32_t i = 0; i < strings.size(); ++i) EXPECT_EQ(find(strings[i]), i);
  for (int i = 5000; i < 9000; ++i) EXPECT_FALSE(find("term" + std::to_string(i)));
}

TEST(HashTable, OfNothingFindsNothing) {
  const std::string bytes = HashTable::of({});
  EXPECT_FALSE(HashTable(bytes).find(42, [](std::uint32_t) { return true; }));
  EXPECT_FALSE(HashTable().find(42, [](std::uint32_t) { return true; }));
}

TEST(HashTable, WrittenInPiecesHasTheSameBytes) {
  const std::uint32_t seed = 21;
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  const support::Scratch scratch;
  for (const std::size_t count : {0, 1, 40'000, 87'380, 174'761, 400'000})
    for (const bool crowded : {false, true}) {  // crowded: around the ends of pieces, and of the table
      std::vector<std::uint64_t> hashes(count);
      for (std::uint64_t& hash : hashes) {
        hash = random();
        if (crowded && random() % 200 == 0) hash = (hash & ~std::uint64_t{0x1FFFF}) | (0x1FFFF - random() % 512);
      }
      base::Spill spill(scratch / "table", 1000);
      base::Spool spool(&spill);
      spool.append(std::string_view("8 before"));
      HashTable::write(hashes, spool);
      EXPECT_TRUE(spool.view().substr(8) == HashTable::of(hashes)) << count;
      EXPECT_LT(spill.most_held(), std::size_t{2} << 20);
    }
}

TEST(StringTable, LowerBoundAgreesWithASortedSetAndSoDoItsSamples) {
  std::set<std::string> sorted;
  for (int i = 0; i < 300; ++i) sorted.insert(std::to_string(i * 7919 % 1000));
  // Samples of the same first eight bytes tell nothing.
  for (int i = 0; i < 200; ++i) sorted.insert("55555555" + std::to_string(i));
  std::string offsets, bytes;
  std::uint32_t end = 0;
  offsets.append(reinterpret_cast<const char*>(&end), sizeof end);
  for (const std::string& text : sorted) {
    bytes += text;
    end = static_cast<std::uint32_t>(bytes.size());
    offsets.append(reinterpret_cast<const char*>(&end), sizeof end);
  }
  const StringTable table(offsets, bytes);
  ASSERT_EQ(table.size(), sorted.size());
  for (int i = 0; i < 1100; ++i) {
    const auto expected = std::distance(sorted.begin(), sorted.lower_bound(std::to_string(i)));
    EXPECT_EQ(table.lower_bound(std::to_string(i), 0, table.size()), static_cast<std::uint32_t>(expected));
  }
  const SampledTerms samples(table);
  for (int i = 0; i < 1300; ++i) {
    const std::string text = i < 1100 ? std::to_string(i) : "55555555" + std::to_string(i - 1100);
    for (const std::uint32_t low : {0u, 1u, 31u, 32u, 33u, 200u, table.size()})
      for (const std::uint32_t high : {table.size(), table.size() - 1, 260u})
        if (low <= high) {
          EXPECT_EQ(samples.lower_bound(text, low, high), table.lower_bound(text, low, high)) << text;
        }
  }
}

}  // namespace
}  // namespace forestall::postings
