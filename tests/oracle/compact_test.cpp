// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

#include "forestall/index.h"
#include "forestall/suggester.h"
#include "oracle/answers.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::Corpus;
using support::lines;
using support::Scratch;

const IndexOptions kInTheForeground = {.memory_budget = std::size_t{1} << 20, .background = false};

Schema compact_schema() {
  Schema schema;
  schema.layout = Layout::compact;
  return schema;
}

std::string any_query(Corpus& corpus) {
  switch (corpus.number(5)) {
    case 0:
      return '"' + corpus.word() + " " + corpus.word() + '"';
    case 1:
      return "+" + corpus.word() + " +" + corpus.word();
    case 2:
      return "title:" + corpus.word() + " tags:" + corpus.word();
    case 3:
      return corpus.word() + " -" + corpus.word();
    default:
      return corpus.text(6);
  }
}

/// The two indexes hold the same; so does the plain evaluation of the compact one.
void expect_alike(const Index& fast, const Index& compact, Corpus& corpus, int queries) {
  const Searcher a = fast.searcher(), b = compact.searcher();
  for (int i = 0; i < queries; ++i) {
    SearchOptions options;
    options.langs = {corpus.chance(50) ? "any" : "en"};
    options.count = corpus.chance(30);
    options.closeness = corpus.chance(60);
    options.now = Time(std::chrono::seconds(1'710'000'000));
    if (corpus.chance(30)) options.reader.principals.push_back("agent");
    const std::string query = any_query(corpus);
    const auto expected = lines(a.search(query, options));
    EXPECT_EQ(lines(b.search(query, options)), expected) << query;
    options.exhaustive = true;
    options.count = true;
    const auto plain = lines(a.search(query, options));
    EXPECT_EQ(lines(b.search(query, options)), plain) << query;

    const Draft draft{corpus.text(8), corpus.text(120), "en", {}, "", {}};
    SuggestOptions suggest;
    suggest.limit = 5;
    suggest.min_confidence = 0;
    suggest.now = options.now;
    EXPECT_EQ(lines(Suggester(b).solutions_for(draft, suggest)), lines(Suggester(a).solutions_for(draft, suggest)));
  }
}

TEST(Compact, AnswersToTheLastBitAsAFastIndexDoes) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(2)); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Corpus corpus(seed, 600);
    const Scratch scratch;
    std::optional<Index> fast = Index::create(scratch / "fast", {}, kInTheForeground);
    std::optional<Index> compact = Index::create(scratch / "compact", compact_schema(), kInTheForeground);
    std::uint32_t next = 0;
    const auto both = [&](auto&& change) {
      change(*fast);
      change(*compact);
    };
    for (int round = 0; round < 24; ++round) {
      Batch batch;
      for (int i = 0; i < 60; ++i) {
        if (next > 50 && corpus.chance(12))
          batch.remove("d" + std::to_string(corpus.number(next)));
        else if (corpus.chance(15))
          batch.learn(corpus.lesson(corpus.number(40), next + 1));
        else
          batch.put(corpus.document(next > 50 && corpus.chance(15) ? corpus.number(next) : next++));
      }
      both([&](Index& index) { index.write(batch); });
      const std::string voted = "d" + std::to_string(corpus.number(next));
      if (fast->searcher().votes(voted, Reader::everything()))
        both([&](Index& index) { index.vote(voted, {"voter", true, false}); });
      if (round % 6 == 2) both([](Index& index) { index.flush(); });
      if (round % 8 == 7) {
        expect_alike(*fast, *compact, corpus, 10);
        // What the journal says was removed from files is no more stored when it is read again.
        fast.reset();
        compact.reset();
        fast = Index::open(scratch / "fast", kInTheForeground);
        compact = Index::open(scratch / "compact", kInTheForeground);
        EXPECT_EQ(compact->schema().layout, Layout::compact);
        expect_alike(*fast, *compact, corpus, 10);
        EXPECT_THAT(compact->check().faults, testing::IsEmpty());
      }
    }
    both([](Index& index) { index.compact(); });
    expect_alike(*fast, *compact, corpus, 15);
    EXPECT_THAT(compact->check().faults, testing::IsEmpty());
    EXPECT_LT(compact->stats().segment_bytes * 2, fast->stats().segment_bytes);
  }
}

TEST(Compact, HoldsOverSeveralWindowsWithListsOfEverySize) {
  const support::Seeding always(1);
  const std::uint32_t seed = 31;
  SCOPED_TRACE(seed);
  Corpus corpus(seed, 3000);
  const Scratch scratch;
  Index fast = Index::create(scratch / "fast"), compact = Index::create(scratch / "compact", compact_schema());
  Batch batch;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    Document d = corpus.document(i);
    d.body = d.body.substr(0, 200);
    d.kind = i % 20 == 0 ? Kind::article : Kind::topic;  // the titles of few are read once more for each answer
    batch.put(std::move(d));
  }
  for (Index* index : {&fast, &compact}) {
    index->write(batch);
    index->flush();
    index->compact();
  }
  const Searcher a = fast.searcher(), b = compact.searcher();
  for (int i = 0; i < 150; ++i) {
    SearchOptions options;
    options.langs = {"any"};
    options.count = corpus.chance(20);
    options.now = Time(std::chrono::seconds(1'710'000'000));
    const std::string query = corpus.chance(20) ? corpus.text(60) : any_query(corpus);
    EXPECT_EQ(lines(b.search(query, options)), lines(a.search(query, options))) << query;
  }
}

TEST(Compact, ADocumentReplacedInAFileIsFoundAsItIsNow) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index", compact_schema(), kInTheForeground);
  Batch batch;
  for (int i = 0; i < 40; ++i)
    batch.put(support::article("a" + std::to_string(i), "Reset the router", "Hold the button for ten seconds."));
  batch.put(support::article("b", "Printer jam", "Open the tray and pull the paper out."));
  index.write(batch);
  index.flush();
  const Searcher before = index.searcher();
  index.put(support::article("b", "Scanner jam", "Lift the lid."));
  index.remove("a7");
  EXPECT_EQ(before.search("printer").hits.size(), 1u)
      << "an older searcher still sees the document that is stored no more";
  EXPECT_TRUE(index.searcher().search("printer").hits.empty());
  EXPECT_EQ(index.searcher().search("scanner").hits.size(), 1u);
  EXPECT_EQ(index.searcher().search("router", {.limit = 100}).hits.size(), 39u);
  EXPECT_THAT(index.check().faults, testing::IsEmpty());
}

}  // namespace
}  // namespace forestall
