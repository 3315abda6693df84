// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "cli/help_desk.h"

namespace forestall::testing_cli {
namespace {

using testing::HasSubstr;

/// Forty judged drafts about the help desk's articles and about nothing.
struct Drafts {
  explicit Drafts(HelpDesk& desk) {
    std::ostringstream drafts, judged;
    for (int i = 0; i < 40; ++i) {
      const bool about = i % 4 < 2;
      drafts << R"({"id":"d)" << i << R"(","subject":")" << (about ? "reset my password" : "something quite different")
             << R"(","body":"number )" << i << R"(","lang":"en"})" << '\n';
      if (about) judged << "d" << i << "\tkb-1\t1\n";
    }
    file = desk.scratch.file("drafts.jsonl", drafts.str());
    qrels = desk.scratch.file("qrels.tsv", judged.str());
  }
  std::string file, qrels;
};

std::string lessons(HelpDesk& desk) {
  std::string text;
  for (int i = 0; i < 4; ++i)
    text +=
        R"({"ticket":"t)" + std::to_string(i) + R"(","subject":"lamp glimmers","solution":"kb-1","lang":"en"})" + "\n";
  return desk.scratch.file("lessons.jsonl", text);
}

TEST(Learn, TeachesTheNextSuggestionAndUnlearnForgets) {
  HelpDesk desk;
  const auto ask = [&] {
    return forestall(
               {"suggest", desk.db, "--subject", "lamp glimmers", "--lang", "en", "--min-confidence", "0", "--json"})
        .json();
  };
  EXPECT_TRUE(ask()["items"].empty());
  const Outcome learnt = forestall({"learn", desk.db, lessons(desk)});
  EXPECT_EQ(learnt.code, 0);
  EXPECT_THAT(learnt.out, HasSubstr("4 learnt"));
  ASSERT_FALSE(ask()["items"].empty());
  EXPECT_EQ(ask()["items"][0]["id"], "kb-1");
  EXPECT_EQ(forestall({"stats", desk.db, "--json"}).json()["lessons"], 4);
  EXPECT_THAT(forestall({"inspect", "learnt", desk.db, "kb-1"}).out, HasSubstr("4 lessons"));
  EXPECT_EQ(forestall({"inspect", "learnt", desk.db, "kb-1", "--json"}).json()["lessons"].size(), 4u);
  EXPECT_EQ(forestall({"unlearn", desk.db, "t0", "t1", "t2", "t3", "--json"}).json()["unlearnt"], 4);
  EXPECT_TRUE(ask()["items"].empty());
}

TEST(Learn, RefusesALineByNumberAndLearnsTheOthers) {
  HelpDesk desk;
  const std::string file = desk.scratch.file("bad.jsonl",
                                             "{\"ticket\":\"a\",\"body\":\"text\"}\n"
                                             "{\"ticket\":\"b\",\"body\":\"text\",\"solution\":\"kb-1\"}\n");
  const Outcome outcome = forestall({"learn", desk.db, file});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr(":1: "));
  EXPECT_THAT(outcome.err, HasSubstr("solutions"));
  EXPECT_THAT(outcome.out, HasSubstr("1 learnt"));
}

TEST(Learn, ShowsInADryRunWhatWouldChangeAndChangesNothing) {
  HelpDesk desk;
  const Drafts drafts(desk);
  const auto out =
      forestall({"learn", desk.db, lessons(desk), "--dry-run", "--drafts", drafts.file, "--qrels", drafts.qrels});
  EXPECT_EQ(out.code, 0);
  EXPECT_THAT(out.out, HasSubstr("kb-1"));
  EXPECT_THAT(out.out, HasSubstr("+4 lessons"));
  EXPECT_THAT(out.out, HasSubstr("would get worse"));
  EXPECT_EQ(forestall({"stats", desk.db, "--json"}).json()["lessons"], 0);
}

TEST(Calibrate, SavesAFitThatSeparatesAnsweredDraftsFromOthers) {
  HelpDesk desk;
  const Drafts drafts(desk);
  const auto fit = forestall({"calibrate", desk.db, drafts.file, drafts.qrels, "--json"}).json();
  EXPECT_GT(fit["held_out"]["auc"], 0.9);
  const auto confidence = [&](const std::string& subject) -> double {
    return forestall({"suggest", desk.db, "--subject", subject, "--lang", "en", "--min-confidence", "0", "--json"})
        .json()["confidence"];
  };
  EXPECT_GT(confidence("reset my password"), 0.5);
  EXPECT_LT(confidence("something quite different"), 0.5);
  EXPECT_EQ(forestall({"suggest", desk.db, "--subject", "something quite different", "--lang", "en", "--min-precision",
                       "0.9"})
                .code,
            1);
  EXPECT_EQ(forestall({"calibrate", desk.db, "--reset"}).code, 0);
  EXPECT_EQ(forestall({"calibrate", desk.db}).code, 2);
}

TEST(Eval, LearnsFromTheOlderHalfAndAsksTheNewer) {
  HelpDesk desk;
  const Drafts drafts(desk);
  const std::string page = desk.scratch / "page.html";
  const auto out = forestall({"eval", desk.db, drafts.file, drafts.qrels, "--split", "time", "--calibration", "--html",
                              page, "--json"})
                       .json();
  EXPECT_EQ(out["learnt"], 10);
  EXPECT_EQ(out["queries"], 10);
  EXPECT_TRUE(out["by_kind"].contains("article"));
  EXPECT_TRUE(out["by_lessons"].contains("4-30"));
  EXPECT_TRUE(out["calibration"].contains("ece"));
  std::ifstream html(page);
  const std::string text((std::istreambuf_iterator<char>(html)), {});
  EXPECT_THAT(text, HasSubstr("</svg>"));
  EXPECT_EQ(forestall({"stats", desk.db, "--json"}).json()["lessons"], 0);
}

}  // namespace
}  // namespace forestall::testing_cli
