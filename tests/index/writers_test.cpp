// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "index/home.h"
#include "index/verify.h"
#include "support/corpus.h"
#include "support/documents.h"

namespace forestall::index {
namespace {

using support::article;

constexpr std::uint32_t kIds = 40;

TEST(PreparedBatch, LetsOthersWriteUntilItsTurn) {
  Home home(true);
  support::Corpus corpus(3);
  Batch large;
  for (std::uint32_t i = 0; i < 300; ++i) large.put(corpus.document(1000 + i));
  home.writer->write(Batch({Batch::Put{article("d1", "printer")}}));
  PreparedBatch prepared = home.writer->prepare(large);
  std::thread([&] { home.writer->write(Batch({Batch::Cast{"d1", {"v1", true, false}}})); }).join();
  EXPECT_TRUE(home.writer->snapshot()->rows().vote("d1", "v1"));
  EXPECT_FALSE(home.writer->snapshot()->find("d1000"));
  EXPECT_EQ(home.writer->write(large, std::move(prepared)), 300u);
  EXPECT_TRUE(home.writer->snapshot()->find("d1000"));
}

TEST(PreparedBatch, OfTwoWritersOfTheSameIdsLeavesOneOfTheTwoOrders) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Home home(true);
    std::vector<std::thread> writers;
    for (const std::string name : {"a", "b"})
      writers.emplace_back([&, name] {
        support::Corpus corpus(seed);
        Batch batch;
        for (std::uint32_t i = 0; i < kIds; ++i) batch.put(article("d" + std::to_string(i), name, corpus.text(300)));
        home.writer->write(batch, home.writer->prepare(batch));
      });
    for (std::thread& writer : writers) writer.join();
    const auto snapshot = home.writer->snapshot();
    std::set<std::string> titles;
    for (std::uint32_t i = 0; i < kIds; ++i) {
      const auto place = snapshot->find("d" + std::to_string(i));
      ASSERT_TRUE(place);
      titles.insert(snapshot->rows().document(snapshot->leaves()[place->leaf].segment->info(place->doc).number)->title);
    }
    EXPECT_EQ(titles.size(), 1u);
    EXPECT_THAT(verify(*snapshot), testing::IsEmpty());
  }
}

/// The last of these flushes makes files enough for a merge, and no write follows.
TEST(Waiting, EndsWithTheMergesThatAFlushMadeDue) {
  Home home(true);
  for (int i = 0; i < 2; ++i) {
    home.writer->write(Batch({Batch::Put{article("d" + std::to_string(i), "printer")}}));
    home.writer->flush();
  }
  home.writer->wait();
  EXPECT_EQ(home.writer->files().size(), 1u);
}

/// Files that an import has left apart are merged once that is over.
TEST(Waiting, EndsWithTheMergesThatWereLeftWhenAnIndexWasClosed) {
  Home home(true);
  home.options.background = false;
  home.options.memory_budget = 1;  // every segment is flushed as it is
  home.reopen();
  for (int i = 0; i < 3; ++i) home.writer->write(Batch({Batch::Put{article("d" + std::to_string(i), "printer")}}));
  EXPECT_EQ(home.writer->files().size(), 3u);
  home.options.background = true;
  home.reopen();
  home.writer->wait();
  EXPECT_EQ(home.writer->files().size(), 1u);
}

}  // namespace
}  // namespace forestall::index
