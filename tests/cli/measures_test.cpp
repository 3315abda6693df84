// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cli/help_desk.h"

namespace forestall::testing_cli {
namespace {

using testing::HasSubstr;

class Measures : public testing::Test {
 protected:
  HelpDesk desk;
  std::string queries = desk.scratch.file(
      "queries.jsonl",
      "{\"id\":\"q1\",\"text\":\"reset password\",\"lang\":\"en\"}\n"
      "{\"id\":\"q2\",\"text\":\"mot de passe\",\"lang\":\"fr\"}\n"
      "{\"id\":\"q3\",\"text\":\"zebra\",\"lang\":\"en\"}\n"
      "{\"id\":\"d1\",\"subject\":\"printer\",\"body\":\"it prints nothing, error E-104\",\"lang\":\"en\"}\n"
      "{\"id\":\"unjudged\",\"text\":\"folder\",\"lang\":\"en\"}\n");
  std::string qrels =
      desk.scratch.file("qrels.tsv", "q1\tkb-1\t1\nq2\tkb-1-fr\t2\nq3\tkb-2\t1\nd1\tkb-3\t1\nunjudged\tkb-2\t0\n");
};

TEST_F(Measures, RunPrintsATrecRun) {
  const Outcome outcome = forestall({"run", desk.db, queries, "--tag", "mine"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  std::istringstream in(outcome.out);
  std::map<std::string, std::string> first;
  std::string query, q0, document, tag;
  for (double rank = 0, score = 0; in >> query >> q0 >> document >> rank >> score >> tag;) {
    EXPECT_EQ(q0, "Q0");
    EXPECT_EQ(tag, "mine");
    if (rank == 1) first[query] = document;
  }
  EXPECT_EQ(first["q1"], "kb-1");
  EXPECT_EQ(first["q2"], "kb-1-fr");
  EXPECT_EQ(first["d1"], "kb-3");
  EXPECT_FALSE(first.contains("q3"));
}

TEST_F(Measures, RunGivesTheSameExhaustivelyAndWithThreads) {
  for (const std::string mode : {"auto", "search", "suggest"}) {
    const std::string plain = forestall({"run", desk.db, queries, "--mode", mode}).out;
    EXPECT_FALSE(plain.empty());
    EXPECT_EQ(forestall({"run", desk.db, queries, "--mode", mode, "--exhaustive"}).out, plain);
    EXPECT_EQ(forestall({"run", desk.db, queries, "--mode", mode, "--threads", "2"}).out, plain);
  }
}

TEST_F(Measures, EvalCountsEveryJudgedQuery) {
  const auto json = forestall({"eval", desk.db, queries, qrels, "--json"}).json();
  EXPECT_EQ(json["queries"], 4);
  EXPECT_DOUBLE_EQ(json["success_1"], 0.75);
  EXPECT_DOUBLE_EQ(json["languages"]["fr"]["ndcg_10"], 1);
  EXPECT_EQ(json["languages"]["en"]["queries"], 3);
  EXPECT_THAT(forestall({"eval", desk.db, queries, qrels}).out, HasSubstr("nDCG@10"));
}

TEST_F(Measures, EvalComparesWithAnotherRun) {
  const std::string run = desk.scratch.file("mine.run", forestall({"run", desk.db, queries}).out);
  const auto same = forestall({"eval", desk.db, queries, qrels, "--vs", run, "--json"}).json();
  EXPECT_EQ(same["vs"]["difference"]["ndcg_10"], 0);
  EXPECT_EQ(same["vs"]["p"]["ndcg_10"], 1);
  const std::string empty = desk.scratch.file("empty.run", "");
  EXPECT_DOUBLE_EQ(
      forestall({"eval", desk.db, queries, qrels, "--vs", empty, "--json"}).json()["vs"]["difference"]["success_1"],
      0.75);
}

TEST_F(Measures, EvalNamesTheBadLine) {
  const std::string bad = desk.scratch.file("bad.tsv", "q1\tkb-1\t1\nq2\tkb-1\n");
  const Outcome outcome = forestall({"eval", desk.db, queries, bad});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("line 2"));
  const std::string twice =
      desk.scratch.file("twice.jsonl", "{\"id\":\"q\",\"text\":\"a\"}\n{\"id\":\"q\",\"text\":\"b\"}\n");
  EXPECT_THAT(forestall({"run", desk.db, twice}).err, HasSubstr("twice.jsonl:2: "));
}

TEST_F(Measures, BenchReportsTimesAndVerifiesTheAnswers) {
  const std::string html = desk.scratch / "report.html";
  for (const std::string mode : {"suggest", "search"}) {
    const Outcome outcome = forestall(
        {"bench", mode, desk.db, queries, "--reps", "2", "--verify", "--json", "--html", html, "--threads", "2"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const auto json = outcome.json();
    EXPECT_EQ(json["mode"], mode);
    EXPECT_EQ(json["k"], 5);
    EXPECT_EQ(json["queries"], 5);
    EXPECT_EQ(json["reps"], 2);
    EXPECT_EQ(json["threads"], 2);
    for (const char* key :
         {"segments", "p50_us", "p90_us", "p99_us", "max_us", "mean_us", "all_p50_us", "all_p99_us", "qps"}) {
      EXPECT_TRUE(json[key].is_number()) << key;
    }
    EXPECT_LE(json["p50_us"], json["p99_us"]);
    EXPECT_TRUE(json["different"].empty());
    EXPECT_THAT(read_file(html), HasSubstr("<svg"));
  }
}

TEST(SampleHelpCentre, AnswersItsDraftsThroughEveryCommand) {
  const Scratch scratch;
  const std::string sample = FORESTALL_SOURCE_DIR "/data/sample/", db = scratch / "db";
  const Outcome imported =
      forestall({"import", db, sample + "articles.jsonl", sample + "faq.jsonl", sample + "forum.jsonl",
                 sample + "services.jsonl", sample + "internal.jsonl", "--json"});
  ASSERT_EQ(imported.code, 0) << imported.out << imported.err;
  EXPECT_EQ(forestall({"check", db}).code, 0);
  const auto drafts = forestall({"eval", db, sample + "drafts.jsonl", sample + "qrels.tsv", "--json"}).json();
  EXPECT_GE(drafts["queries"], 20);
  const auto bench = forestall({"bench", "suggest", db, sample + "drafts.jsonl", "--reps", "1", "--verify", "--json"});
  EXPECT_EQ(bench.code, 0) << bench.out << bench.err;
  const std::string exported = forestall({"export", db}).out;
  ASSERT_EQ(forestall({"import", scratch / "copy", "-"}, exported).code, 0);
  EXPECT_EQ(forestall({"export", scratch / "copy"}).out, exported);
}

}  // namespace
}  // namespace forestall::testing_cli
