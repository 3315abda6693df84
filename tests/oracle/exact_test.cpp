// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "forestall/index.h"
#include "forestall/suggester.h"
#include "oracle/answers.h"
#include "support/corpus.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::Corpus;
using support::lines;
using support::Scratch;

SearchOptions random_options(Corpus& corpus) {
  SearchOptions options;
  options.limit = 1 + corpus.number(30);
  options.offset = corpus.chance(20) ? corpus.number(20) : 0;
  if (corpus.chance(30)) options.filter.products = {"mail"};
  if (corpus.chance(20)) options.filter.kinds = {Kind::topic, Kind::faq};
  if (corpus.chance(20)) options.filter.categories = {"access"};
  if (corpus.chance(20)) options.filter.created_from = Time(std::chrono::seconds(1'703'000'000));
  options.langs = {corpus.chance(50) ? "any" : corpus.chance(50) ? "en" : "fr"};
  if (corpus.chance(30)) options.reader.principals.push_back("agent");
  if (corpus.chance(50)) options.now = Time(std::chrono::seconds(1'700'000'000 + corpus.number(20'000'000)));
  if (corpus.chance(10)) options.reader = Reader::everything();
  if (corpus.chance(15)) options.sort = corpus.chance(50) ? Sort::date : Sort::votes;
  options.fold_families = corpus.chance(30);
  if (corpus.chance(30)) options.facets = {"kind", "product", "category", "tag", "lang"};
  options.documents = false;
  options.as_you_type = corpus.chance(30);
  return options;
}

/// What short queries are asked with: not counted, so that most documents need not be looked at.
std::string short_query(Corpus& corpus) {
  const std::uint32_t shape = corpus.number(4), words = 1 + corpus.number(9);
  if (shape == 0) return corpus.text(corpus.chance(50) ? words : 10 * words);
  std::string query = shape == 1 ? "\"" : "";
  const std::string repeated = corpus.word();
  for (std::uint32_t i = 0; i < (shape == 1 ? 1 + words / 3 : words / 2 + 1); ++i)
    query += (shape == 1 ? "" : "+") + (corpus.chance(20) ? repeated : corpus.word()) + " ";
  return shape == 1 ? query + "\"" : query;
}

void expect_exact_uncounted(const Searcher& searcher, Corpus& corpus, int queries) {
  for (int i = 0; i < queries; ++i) {
    SearchOptions options = random_options(corpus);
    options.sort = Sort::relevance;
    options.facets = {};
    options.count = false;
    options.closeness = corpus.chance(50);
    const std::string query = short_query(corpus);
    SearchResult pruned = searcher.search(query, options);
    options.exhaustive = true;
    SearchResult plain = searcher.search(query, options);
    pruned.total = plain.total = 0;  // the exhaustive evaluation counts unasked
    EXPECT_EQ(lines(pruned), lines(plain)) << query;
  }
}

std::string random_query(Corpus& corpus) {
  switch (corpus.number(12)) {
    case 5:
      return corpus.word() + " \"" + corpus.word() + " " + corpus.word() + "\" " + corpus.word();
    case 6:
      return "+\"" + corpus.word() + " " + corpus.word() + "\" \"&\" " + corpus.text(3);
    case 0:
      return corpus.word() + " +" + corpus.word();
    case 1:
      return corpus.word() + " -" + corpus.word();
    case 2:
      return '"' + corpus.word() + " " + corpus.word() + '"';
    case 3:
      return "title:" + corpus.word() + " " + corpus.word();
    case 4:
      return "(" + corpus.word() + " OR " + corpus.word() + ") AND " + corpus.word();
    case 7:
      return corpus.word() + " +" + corpus.word().substr(0, 1 + corpus.number(4)) + "*";
    case 8:
      return corpus.text(3) + " " + corpus.word().substr(0, 1 + corpus.number(4)) + "*";
    case 9: {
      std::string text = corpus.text(4);
      text[corpus.number(static_cast<std::uint32_t>(text.size()))] = 'y';
      return text;
    }
    default:
      return corpus.text(5);
  }
}

void expect_exact(const Searcher& searcher, Corpus& corpus, int queries) {
  const Suggester suggester(searcher);
  for (int i = 0; i < queries; ++i) {
    SearchOptions options = random_options(corpus);
    const std::string query = random_query(corpus);
    const auto pruned = lines(searcher.search(query, options));
    options.exhaustive = true;
    EXPECT_EQ(pruned, lines(searcher.search(query, options))) << query;

    Draft draft{corpus.text(8), corpus.text(150), corpus.chance(50) ? "en" : "", {}, "", {}};
    if (corpus.chance(50)) draft.product = {"mail"};
    SuggestOptions suggest;
    suggest.limit = 1 + corpus.number(12);
    suggest.min_confidence = corpus.chance(50) ? 0 : 0.15;
    suggest.reader = options.reader;
    suggest.now = options.now;
    suggest.documents = false;
    const auto fast = lines(suggester.solutions_for(draft, suggest));
    suggest.exhaustive = true;
    EXPECT_EQ(fast, lines(suggester.solutions_for(draft, suggest))) << draft.subject;
  }
}

/// A batch of what may happen: new documents, replacements, removals, lessons.
Batch random_batch(Corpus& corpus, std::uint32_t& next) {
  Batch batch;
  for (std::uint32_t i = 0, n = 1 + corpus.number(60); i < n; ++i) {
    const std::uint32_t known = corpus.number(std::max(next, 1u));
    if (next > 0 && corpus.chance(10))
      batch.remove("d" + std::to_string(known));
    else if (corpus.chance(10))
      batch.unlearn("t" + std::to_string(corpus.number(60)));
    else if (corpus.chance(20))
      batch.learn(corpus.lesson(corpus.number(60), std::max(next, 1u)));
    else
      batch.put(corpus.document(corpus.chance(20) ? known : next++));
  }
  return batch;
}

void vote_somewhere(Index& index, Corpus& corpus, std::uint32_t next) {
  const std::string id = "d" + std::to_string(corpus.number(next));
  if (!index.searcher().votes(id, Reader::everything())) return;
  index.vote(id, {"voter" + std::to_string(corpus.number(50)), corpus.chance(70), corpus.chance(10)});
}

TEST(Exact, PrunedAnswersAreTheSameBitsAsExhaustiveOnes) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(4)); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Corpus corpus(seed);
    const Scratch scratch;
    Index index = Index::create(scratch / "index", {}, {.memory_budget = std::size_t{1} << 20, .background = false});
    std::uint32_t next = 0;
    for (int round = 0; round < 40; ++round) {
      index.write(random_batch(corpus, next));
      vote_somewhere(index, corpus, next);
      if (round % 8 == 7) expect_exact(index.searcher(), corpus, 12);
      if (round == 20) index.flush();
    }
    index.compact();
    expect_exact(index.searcher(), corpus, 12);
  }
}

TEST(Exact, HoldsOverSeveralWindowsWithDenseRows) {
  const support::Seeding always(1);
  const std::uint32_t seed = 99;
  SCOPED_TRACE(seed);
  Corpus corpus(seed, 250);
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  Batch batch;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    Document d = corpus.document(i);
    d.body = d.body.substr(0, 200);
    batch.put(std::move(d));
  }
  index.write(batch);
  expect_exact(index.searcher(), corpus, 25);
  for (int i = 0; i < 30; ++i) vote_somewhere(index, corpus, 20'000);
  expect_exact(index.searcher(), corpus, 15);
}

TEST(Exact, ShortQueriesFromListsAndRowsAreTheSameBitsAsExhaustiveOnes) {
  // Few distinct words: all of them in rows; many: most in lists alone, some in less than a window.
  for (const std::uint32_t words : {40u, 900u, 6000u}) {
    SCOPED_TRACE(words);
    const support::Seeding from(words == 40 ? 32 : 1);
    Corpus corpus(words, words);
    const Scratch scratch;
    Index index = Index::create(scratch / "index");
    Batch batch;
    for (std::uint32_t i = 0; i < 18'000; ++i) {
      Document d = corpus.document(i);
      d.body = d.body.substr(0, 160);
      batch.put(std::move(d));
    }
    index.write(batch);
    index.compact();
    expect_exact_uncounted(index.searcher(), corpus, 150);
    for (int i = 0; i < 40; ++i) vote_somewhere(index, corpus, 18'000);
    Batch removals;
    for (std::uint32_t i = 0; i < 300; ++i) removals.remove("d" + std::to_string(corpus.number(18'000)));
    index.write(removals);
    expect_exact_uncounted(index.searcher(), corpus, 100);
  }
}

TEST(Exact, AnswersDoNotDependOnSegmentBoundaries) {
  const std::uint32_t seed = 5;
  SCOPED_TRACE(seed);
  Corpus corpus(seed);
  std::vector<Document> documents;
  for (std::uint32_t i = 0; i < 600; ++i) documents.push_back(corpus.document(i));
  const Scratch scratch;
  Index one = Index::create(scratch / "one"),
        many = Index::create(scratch / "many", {}, {.memory_budget = std::size_t{1} << 20, .background = false});
  Batch all;
  for (const Document& document : documents) all.put(document);
  for (std::uint32_t i = 0; i < 80; ++i) {
    const Lesson lesson = corpus.lesson(i, 600);
    all.learn(lesson);
    many.learn(lesson);
  }
  one.write(all);
  std::vector<Document> shuffled = documents;
  for (std::size_t i = shuffled.size(); i-- > 1;)
    std::swap(shuffled[i], shuffled[corpus.number(static_cast<std::uint32_t>(i + 1))]);
  for (const Document& document : shuffled) {
    if (corpus.chance(20)) {  // a former version must leave no trace
      Document former = document;
      former.body = corpus.text(30);
      many.put(former);
    }
    many.put(document);
    if (corpus.chance(2)) many.flush();
  }
  for (int i = 0; i < 60; ++i) {
    const SearchOptions options = random_options(corpus);
    const std::string query = random_query(corpus);
    EXPECT_EQ(lines(one.searcher().search(query, options)), lines(many.searcher().search(query, options))) << query;
    const Draft draft{corpus.text(8), corpus.text(100), "en", {}, "", {}};
    EXPECT_EQ(lines(Suggester(one.searcher()).solutions_for(draft)),
              lines(Suggester(many.searcher()).solutions_for(draft)));
  }
}

TEST(Exact, ReasonsAddUpToTheScore) {
  Corpus corpus(17);
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  Batch batch;
  for (std::uint32_t i = 0; i < 500; ++i) batch.put(corpus.document(i));
  for (std::uint32_t i = 0; i < 50; ++i) batch.learn(corpus.lesson(i, 500));
  index.write(batch);
  for (int i = 0; i < 20; ++i) {
    const Suggestions found = Suggester(index.searcher())
                                  .solutions_for({corpus.text(8), corpus.text(80), "en", {"mail"}, "", {}},
                                                 {.limit = 5, .min_confidence = 0, .explain = true});
    const SearchResult hits = index.searcher().search(corpus.text(5), {.limit = 80, .explain = true});
    for (const Hit& hit : hits.hits) {
      double sum = 0;
      for (const TermScore& term : hit.explanation->terms) sum += term.score;
      EXPECT_EQ(hit.explanation->score, hit.score);
      EXPECT_NEAR(sum, hit.score, 1e-9 * hit.score);
    }
    for (const Solution& item : found.items) {
      double sum = item.explanation->learnt;
      for (const TermScore& term : item.explanation->terms) sum += term.score;
      EXPECT_EQ(item.explanation->score, item.score);
      EXPECT_NEAR(sum, item.score, 1e-9 * item.score);
    }
  }
}

}  // namespace
}  // namespace forestall
