// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/top_k.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "index/build.h"

namespace forestall::search {
namespace {

class TopKTest : public testing::Test {
 protected:
  /// A segment of `count` documents, two in three of which are of some family.
  std::shared_ptr<const index::Segment> segment(std::uint32_t count) {
    std::vector<Document> documents(count);
    std::vector<index::Input> inputs;
    for (std::uint32_t i = 0; i < count; ++i) {
      documents[i].id = "d" + std::to_string(i * 7919 % 1000);
      documents[i].lang = "en";
      documents[i].title = "x";
      if (i % 3 != 0) documents[i].family = "f" + std::to_string(i % 20);
      inputs.push_back({i, &documents[i], "public"});
    }
    analysis::Session session = analyzer.session();
    return std::make_shared<const index::Segment>(
        storage::SectionFile::from_memory(index::build_segment(inputs, session, Schema{}, nullptr)));
  }
  analysis::Analyzer analyzer{Schema{}};
};

TEST_F(TopKTest, KeepsTheBestInOrderAsASortDoes) {
  const std::uint32_t seed = 6;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const auto docs = segment(200);
  for (int round = 0; round < 200; ++round) {
    const std::size_t k = random() % 30;
    const bool folding = random() % 2 == 0;
    TopK top(k, folding);
    std::vector<std::tuple<double, std::string, std::string>> all;
    for (std::uint32_t doc = 0; doc < docs->size(); ++doc) {
      const double rank = static_cast<double>(random() % 40);
      top.offer(rank, {0, doc}, *docs);
      all.emplace_back(-rank, std::string(docs->id(doc)), docs->fold_key(doc));
    }
    std::sort(all.begin(), all.end());
    std::vector<std::string> expected;
    std::set<std::string> seen;
    for (const auto& [rank, id, fold] : all)
      if (expected.size() < k && (!folding || seen.insert(fold).second)) expected.push_back(id);
    std::vector<std::string> found;
    for (const Ranked& ranked : top.take()) found.push_back(ranked.id);
    EXPECT_EQ(found, expected);
  }
}

TEST_F(TopKTest, KeepsTheSmallerIdWhenScoresTie) {
  const auto docs = segment(50);
  TopK top(1, false);
  for (std::uint32_t doc = 0; doc < 50; ++doc) top.offer(1, {0, doc}, *docs);
  EXPECT_EQ(top.take()[0].id, "d0");
}

}  // namespace
}  // namespace forestall::search
