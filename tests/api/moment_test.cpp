// SPDX-License-Identifier: Apache-2.0
// What sees several files or rows as one moment, beside a writer that flushes and merges without a pause. The writer's
// batches replace every document, so that a moment is known by the number of its batch. FORESTALL_MOMENT_SECONDS: how
// long each test goes on.
#include "api/moment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <sstream>
#include <stop_token>
#include <thread>

#include "forestall/jsonl.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using moment::batch_of;
using moment::expect_one_moment;

class Moment : public testing::Test {
 protected:
  Moment() { index.write(moment::batch(0)); }

  /// Writes until `beside` has gone on for as long as the test may; in between it is told which batch was acknowledged.
  void beside_a_writer(const std::function<void(std::uint64_t acknowledged)>& beside) {
    std::jthread writer([&](const std::stop_token& stop) {
      for (std::uint64_t n = 1; !stop.stop_requested(); ++n) {
        begun = n;
        index.write(moment::batch(n));
        acknowledged = n;
        if (n % 5 == 0) index.flush();
      }
    });
    const auto end = std::chrono::steady_clock::now() + moment::duration();
    do {
      beside(acknowledged);
      ++times;
    } while (std::chrono::steady_clock::now() < end && !HasFailure());
    writer.request_stop();
    writer.join();
    RecordProperty("times", static_cast<int>(times));
    EXPECT_GT(acknowledged, 2u);
  }

  void expect_moment(const Index& seen, std::uint64_t before) const {
    const std::uint64_t n = expect_one_moment(seen);
    EXPECT_GE(n, before);
    EXPECT_LE(n, begun);
  }

  support::Scratch scratch;
  std::filesystem::path path = scratch / "index", target = scratch / "copy";
  Index index = Index::create(path, {}, {.memory_budget = std::size_t{1} << 20});
  std::atomic<std::uint64_t> begun{0}, acknowledged{0};
  std::uint64_t times = 0;
};

TEST_F(Moment, OfABackupByTheWriterIsOne) {
  beside_a_writer([&](std::uint64_t before) {
    index.backup(target);
    {
      const Index copy = Index::open(target);
      expect_moment(copy, before);
      EXPECT_THAT(copy.check().faults, testing::IsEmpty());
    }
    std::filesystem::remove_all(target);
  });
}

TEST_F(Moment, OfABackupByAReaderIsWhatTheReaderSees) {
  beside_a_writer([&](std::uint64_t before) {
    const Index reader = Index::open(path, {.read_only = true});
    const std::uint64_t seen = expect_one_moment(reader);
    EXPECT_GE(seen, before);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // files that it holds go meanwhile
    reader.backup(target);
    {
      const Index copy = Index::open(target, {.read_only = times % 2 == 0});
      EXPECT_EQ(expect_one_moment(copy), seen);
      EXPECT_THAT(copy.check().faults, testing::IsEmpty());
      std::ostringstream one, other;
      export_jsonl(reader, one);
      export_jsonl(copy, other);
      EXPECT_EQ(one.str(), other.str());
    }
    std::filesystem::remove_all(target);
  });
}

TEST_F(Moment, OfAReadOnlyOpeningIsOneAndPassesItsCheck) {
  beside_a_writer([&](std::uint64_t before) {
    const Index reader = Index::open(path, {.read_only = true});
    expect_moment(reader, before);
    EXPECT_THAT(reader.check().faults, testing::IsEmpty());
    EXPECT_EQ(reader.stats().documents, moment::kDocuments);
  });
}

TEST_F(Moment, OfCheckStatsExportAndSearchIsOne) {
  beside_a_writer([&](std::uint64_t before) {
    EXPECT_THAT(index.check().faults, testing::IsEmpty());
    const Stats stats = index.stats();
    EXPECT_EQ(stats.documents, moment::kDocuments);
    EXPECT_EQ(stats.lessons, moment::kLessons);
    EXPECT_EQ(stats.background_error, "");
    expect_moment(index, before);
    const SearchResult found = index.searcher().search("batch", {.limit = moment::kDocuments});
    ASSERT_EQ(found.total, moment::kDocuments);
    for (const Hit& hit : found.hits) EXPECT_EQ(hit.title, found.hits.front().title);
  });
}

TEST_F(Moment, IsKeptByRebuildsAndCompactions) {
  beside_a_writer([&](std::uint64_t before) {
    if (times % 2 == 0)
      index.rebuild();
    else
      index.compact();
    expect_moment(index, before);
  });
  EXPECT_THAT(index.check().faults, testing::IsEmpty());
  index.close();
  const Index again = Index::open(path);
  EXPECT_EQ(expect_one_moment(again), acknowledged);
  EXPECT_THAT(again.check().faults, testing::IsEmpty());
}

}  // namespace
}  // namespace forestall
