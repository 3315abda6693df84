// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "forestall/analyzer.h"
#include "forestall/index.h"
#include "forestall/jsonl.h"
#include "forestall/suggester.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::article;
using support::caught;
using testing::HasSubstr;

class BadInput : public testing::Test {
 protected:
  void expect_refused(const Document& document, const std::string& named) {
    const auto error = caught([&] { index.put(document); });
    EXPECT_EQ(error.code, ErrorCode::invalid_argument);
    EXPECT_THAT(error.message, HasSubstr(named));
    EXPECT_EQ(index.searcher().size(), 0u);
  }
  support::Scratch scratch;
  Index index = Index::create(scratch / "index");
};

TEST_F(BadInput, RefusesIdsWithWhiteSpaceOfAnyScript) {
  for (const std::string blank : {" ", "\n", "\u0085", "\u00A0", "\u1680", "\u2003", "\u200B", "\u2028", "\u202F",
                                  "\u205F", "\u2060", "\u3000", "\uFEFF"})
    expect_refused(article("a" + blank + "b", "x"), "white space");
  index.put(article("東京–“é”…", "x"));
  EXPECT_TRUE(index.searcher().get("東京–“é”…").has_value());
}

TEST_F(BadInput, RefusesDatesThatCannotBeWritten) {
  Document late = article("a", "x"), early = late;
  late.created = parse_time("9999-12-31T23:59:59Z") + std::chrono::seconds(1);
  early.updated = parse_time("0000-01-01T00:00:00Z") - std::chrono::seconds(1);
  expect_refused(late, "created is out of range");
  expect_refused(early, "updated is out of range");
}

TEST_F(BadInput, LeavesFullVoteCountsAsTheyAre) {
  Document document = article("a", "x");
  document.votes = {4294967295u, 4294967294u};
  index.put(document);
  for (int voter = 0; voter < 3; ++voter) index.vote("a", {"v" + std::to_string(voter), voter == 0});
  EXPECT_EQ(index.searcher().votes("a")->helpful, 4294967295u);
  EXPECT_EQ(index.searcher().votes("a")->unhelpful, 4294967295u);
  EXPECT_EQ(index.searcher().search("x").hits.size(), 1u);
}

TEST_F(BadInput, NamesTheFieldThatIsNotUtf8AndQuotesTheByte) {
  expect_refused(article("a", "fine", "caf\xE9"), "body is not UTF-8 at byte 3: \"\\xe9");
  expect_refused(article("a", "\xC0\x80", ""), "title");
  expect_refused(article("\xFF", "x"), "id");
  Document tagged = article("a", "x");
  tagged.tags = {"ok", "\xED\xA0\x80"};
  expect_refused(tagged, "tags");
}

TEST_F(BadInput, NamesEachFieldThatBreaksARule) {
  expect_refused(article("", "x"), "id");
  expect_refused(article("a b", "x"), "a b");
  expect_refused(article(std::string(513, 'i'), "x"), "513");
  expect_refused(article("a", "", ""), "title and body");
  Document document = article("a", "x");
  document.lang = "not a language";
  expect_refused(document, "lang");
  document = article("a", "x");
  document.product = {""};
  expect_refused(document, "product");
  document.product = {
      "a\x1F"
      "b"};
  expect_refused(document, "product");
}

TEST_F(BadInput, TakesNulBytesInText) {
  index.put(article("a", "x", std::string("before\0after", 12)));
  EXPECT_EQ(index.searcher().search("after").total, 1u);
}

TEST_F(BadInput, TakesATenMegabyteBodyAndFindsItsEnd) {
  support::Corpus corpus(1);
  std::string body;
  while (body.size() < 10'000'000) body += corpus.text(50) + "\n";
  index.put(article("long", "x", body + " zebracrossing"));
  index.put(article("word", "y", std::string(10'000'000, 'w')));
  index.put(article("marks", "z", [] {
    std::string marks = "e";
    for (int i = 0; i < 1'000'000; ++i) marks += "\u0301";
    return marks;
  }()));
  EXPECT_EQ(index.searcher().search("zebracrossing").hits.at(0).id, "long");
  index.compact();
  EXPECT_TRUE(index.check().ok());
}

TEST_F(BadInput, AnswersAQueryOfAHundredThousandTermsExactly) {
  for (int i = 0; i < 50; ++i) index.put(article("d" + std::to_string(i), "word" + std::to_string(i * 1000)));
  std::string query;
  for (int i = 0; i < 100'000; ++i) query += "word" + std::to_string(i) + " ";
  const SearchResult found = index.searcher().search(query, {.langs = {"en"}});
  EXPECT_EQ(found.total, 50u);
  EXPECT_TRUE(found.exact);
  const Suggestions suggested =
      Suggester(index.searcher()).solutions_for({query, query, "en", {}, "", {}}, {.min_confidence = 0});
  EXPECT_EQ(suggested.items.size(), 3u);
}

TEST_F(BadInput, AnswersEmptyAndBrokenQueries) {
  index.put(article("a", "printer"));
  for (const std::string& query :
       {std::string(), std::string("   "), std::string("\0\0", 2), std::string("\xFF\xFE printer"), std::string("\"\""),
        std::string("+ -"), std::string("((((("), std::string("title:"), std::string("\"printer")}) {
    EXPECT_NO_THROW(index.searcher().search(query)) << query;
    EXPECT_NO_THROW(Suggester(index.searcher()).solutions_for({query, query, "", {}, "", {}})) << query;
  }
  EXPECT_EQ(index.searcher().search("\xFF\xFE printer").total, 1u);
}

TEST_F(BadInput, TakesABatchThatNamesAnIdTwice) {
  Batch batch;
  for (int i = 0; i < 100; ++i) batch.put(article("same", "version " + std::to_string(i)));
  EXPECT_EQ(index.write(batch), 1u);
  EXPECT_EQ(index.searcher().get("same")->title, "version 99");
  EXPECT_EQ(index.searcher().size(), 1u);
}

TEST_F(BadInput, RefusesOptionsOutOfRangeByName) {
  EXPECT_THAT(caught([&] { index.searcher().search("x", {.limit = 10'001}); }).message, HasSubstr("limit is 10001"));
  EXPECT_THAT(caught([&] { Suggester(index.searcher()).solutions_for({}, {.min_confidence = 2}); }).message,
              HasSubstr("min_confidence"));
  EXPECT_THAT(caught([&] { index.searcher().search("x", {.langs = {"?"}}); }).message, HasSubstr("langs"));
}

TEST_F(BadInput, NamesADirectoryThatCannotBeWritten) {
  const auto error = caught([&] { Index::create("/proc/forestall-index"); });
  EXPECT_EQ(error.code, ErrorCode::io);
  EXPECT_THAT(error.message, HasSubstr("/proc/forestall-index"));
}

TEST_F(BadInput, LosesNothingWhenFilesCannotGrow) {
  // A limit on the size of files stands for a full disk: writes fail with an error of the system either way.
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  support::Corpus corpus(5);
  Index small = Index::create(scratch / "small", {}, {.durability = Durability::sync});
  const rlimit tight{300'000, old.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  std::vector<std::string> written;
  support::Caught error;
  for (std::uint32_t i = 0; i < 20'000 && !error.thrown; ++i) {
    Document document = article("d" + std::to_string(i), corpus.text(8), corpus.text(400));
    error = caught([&] { small.put(document); });
    if (!error.thrown) written.push_back(document.id);
  }
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  EXPECT_TRUE(error.thrown);
  EXPECT_EQ(error.code, ErrorCode::io) << error.message;
  EXPECT_THAT(error.message, HasSubstr((scratch / "small").string()));
  EXPECT_EQ(small.searcher().size(), written.size());
  small = Index::create(scratch / "other");
  Index again = Index::open(scratch / "small");
  EXPECT_EQ(again.searcher().size(), written.size());
  again.put(article("after", "there is room again"));
  EXPECT_EQ(again.searcher().size(), written.size() + 1);
  EXPECT_TRUE(again.check().ok());
}

TEST_F(BadInput, LongPhrasesOfOneWordAreAnsweredOverTextsOfThatWord) {
  std::string body, phrase, several;
  for (int i = 0; i < 30'000; ++i) body += "aa ";
  for (int i = 0; i < 400; ++i) phrase += "aa ";
  for (int i = 0; i < 1'000; ++i) several += (i == 0 ? "" : " OR ") + std::string("\"aa aa aa\"");
  index.put(article("long", "x", body));
  for (const std::string& query : {'"' + phrase + '"', '"' + phrase + "bb\"", several}) {
    const std::size_t found = query.find('b') == std::string::npos ? 1 : 0;
    EXPECT_EQ(index.searcher().search(query).hits.size(), found) << query.substr(0, 40);
  }
}

}  // namespace
}  // namespace forestall
