// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "base/turns.h"
#include "forestall/index.h"
#include "forestall/jsonl.h"
#include "forestall/suggester.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::article;

TEST(Concurrency, EightThreadsWriteVoteAndSearchWhileSegmentsAreMerged) {
  const support::Scratch scratch;
  Index index = Index::create(scratch / "index", {}, {.memory_budget = std::size_t{1} << 20});
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (std::uint32_t t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      support::Corpus corpus(t);
      for (std::uint32_t i = 0; i < 60; ++i) {
        const std::string id = "t" + std::to_string(t) + "-" + std::to_string(i % 20);
        Document document = article(id, "shared title " + std::to_string(i), corpus.text(200));
        index.put(document);
        if (index.searcher().get(id) != document) ++wrong;
        index.vote(id, {"voter" + std::to_string(t), true});
        if (index.searcher().votes(id)->helpful == 0) ++wrong;
        const Searcher frozen = index.searcher();
        const auto before = frozen.search("shared title", {.limit = 50}).total;
        if (i % 7 == 0) index.remove(id);
        if (frozen.search("shared title", {.limit = 50}).total != before) ++wrong;
        Suggester(index.searcher()).solutions_for({corpus.text(5), corpus.text(30), "en", {}, "", {}});
        if (i == 30 && t == 0) index.compact();
        if (i == 40 && t == 1) index.flush();
        if (index.stats().documents > 160) ++wrong;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  index.wait();
  EXPECT_THAT(index.check().faults, testing::IsEmpty());
}

TEST(Concurrency, WritersTakeTurnsInTheOrderInWhichTheyCame) {
  base::Turns turns;
  std::vector<int> order;  // written by whoever has the turn
  std::vector<std::thread> threads;
  {
    const base::Turns::Turn mine(turns);
    for (int i = 0; i < 6; ++i) {
      threads.emplace_back([&, i] {
        const base::Turns::Turn turn(turns);
        order.push_back(i);
      });
      while (turns.asked() < static_cast<std::uint64_t>(i) + 2) std::this_thread::yield();
    }
    EXPECT_TRUE(order.empty());
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(order, testing::ElementsAre(0, 1, 2, 3, 4, 5));
}

/// Lines of documents, votes, lessons and nonsense, many for the same ids.
std::string lines_of(std::uint32_t seed) {
  support::Corpus corpus(seed);
  std::string text;
  for (std::uint32_t i = 0; i < 1500; ++i) {
    const std::uint32_t dice = corpus.number(100), id = corpus.number(i / 2 + 1);
    if (dice < 80)
      text += to_json(corpus.document(id)) + "\n";
    else if (dice < 90)
      text += R"({"vote":{"id":"d)" + std::to_string(id) + R"(","voter":"v1","helpful":true}})" + "\n";
    else if (dice < 97)
      text += "{\"lesson\":" + to_json(corpus.lesson(corpus.number(40), i + 1)) + "}\n";
    else
      text += "{\"id\":" + std::to_string(i) + "\n";
  }
  return text;
}

TEST(Concurrency, AnImportComesToTheSameOnAnyNumberOfThreads) {
  const std::string lines = lines_of(7);
  std::vector<std::string> exports, refusals;
  std::vector<ImportReport> reports;
  for (const std::size_t threads : {1, 2, 4}) {
    const support::Scratch scratch;
    Index index = Index::create(scratch / "index", {}, {.memory_budget = std::size_t{1} << 20});
    std::string refused;
    ImportOptions options;
    options.threads = threads;
    options.batch_documents = 60;
    options.refused = [&](std::uint64_t line, const std::string& reason) {
      refused += std::to_string(line) + " " + reason + "\n";
    };
    std::istringstream in(lines);
    reports.push_back(import_jsonl(index, in, options));
    std::ostringstream out;
    export_jsonl(index, out);
    exports.push_back(out.str());
    refusals.push_back(refused);
    EXPECT_THAT(index.check().faults, testing::IsEmpty());
  }
  EXPECT_GT(reports[0].refused, 20u);
  EXPECT_GT(reports[0].votes, 20u);
  for (const std::size_t other : {1, 2}) {
    EXPECT_EQ(reports[other], reports[0]);
    EXPECT_EQ(exports[other], exports[0]);
    EXPECT_EQ(refusals[other], refusals[0]);
  }
}

TEST(Concurrency, AnImportThatFailsLeavesWhatWasReportedAndAnIndexThatWorks) {
  const support::Scratch scratch;
  Index index = Index::create(scratch / "index");
  ImportOptions options;
  options.threads = 3;
  options.batch_documents = 20;
  std::uint64_t reported = 0;
  options.progress = [&](const ImportReport& report) {
    reported = report.written;
    if (report.line >= 200) throw std::runtime_error("enough");
  };
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += to_json(article("d" + std::to_string(i), "printer")) + "\n";
  std::istringstream in(lines);
  EXPECT_THROW(import_jsonl(index, in, options), std::runtime_error);
  EXPECT_EQ(reported, 200u);
  EXPECT_EQ(index.searcher().search("printer").total, reported);
  index.put(article("more", "printer"));
  EXPECT_EQ(index.searcher().search("printer").total, reported + 1);
}

TEST(Concurrency, ABatchIsSeenWholeOrNotAtAll) {
  const support::Scratch scratch;
  Index index = Index::create(scratch / "index");
  std::atomic<bool> done{false};
  std::atomic<int> torn{0};
  std::thread reader([&] {
    while (!done) torn += index.searcher().search("marker").total % 10 != 0;
  });
  for (int i = 0; i < 40; ++i) {
    Batch batch;
    for (int j = 0; j < 10; ++j) batch.put(article(std::to_string(i) + "-" + std::to_string(j), "marker"));
    index.write(batch);
  }
  done = true;
  reader.join();
  EXPECT_EQ(torn, 0);
}

TEST(Concurrency, SearchersOutliveTheirIndexFromOtherThreads) {
  const support::Scratch scratch;
  auto index = std::make_unique<Index>(Index::create(scratch / "index"));
  for (int i = 0; i < 50; ++i) index->put(article("d" + std::to_string(i), "marker"));
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&wrong, searcher = index->searcher()] {
      for (int i = 0; i < 50; ++i) wrong += searcher.search("marker").total != 50;
    });
  index.reset();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace forestall
