// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_command.h"

namespace forestall::testing_cli {
namespace {

using testing::HasSubstr;

const std::vector<std::string> kCommands = {"import",  "export",  "search", "suggest", "run",   "eval",
                                            "bench",   "vote",    "get",    "remove",  "stats", "check",
                                            "compact", "rebuild", "backup", "inspect"};

TEST(Help, ListsEveryCommand) {
  const Outcome outcome = forestall({"--help"});
  EXPECT_EQ(outcome.code, 0);
  for (const auto& command : kCommands) EXPECT_THAT(outcome.out, HasSubstr("\n  " + command + " "));
}

TEST(Help, ExplainsEachCommandWithoutAnIndex) {
  for (const auto& command : kCommands) {
    const Outcome outcome = forestall({command, "--help"});
    EXPECT_EQ(outcome.code, 0) << command;
    EXPECT_THAT(outcome.out, HasSubstr("Usage: forestall " + command));
  }
}

TEST(Help, TellsTheVersion) { EXPECT_THAT(forestall({"--version"}).out, HasSubstr("forestall 0.")); }

TEST(Usage, EndsWithTwoAndSaysWhatIsWrong) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> calls = {
      {{}, "subcommand is required"},
      {{"serch", "db", "x"}, "there is no command \"serch\""},
      {{"search", "db"}, "TEXT is required"},
      {{"search", "db", "x", "--limit", "0"}, "--limit"},
      {{"search", "db", "x", "--limit", "many"}, "--limit"},
      {{"search", "db", "x", "--kind", "page"}, "--kind"},
      {{"search", "db", "x", "--created-from", "yesterday"}, "--created-from"},
      {{"search", "db", "x", "--nonsense"}, "--nonsense"},
      {{"suggest", "db"}, "--subject"},
      {{"suggest", "db", "text"}, "text"},
      {{"vote", "db", "id", "--helpful"}, "--voter"},
      {{"vote", "db", "id", "--voter", "v"}, "--helpful"},
      {{"vote", "db", "id", "--voter", "v", "--helpful", "--unhelpful"}, "excludes"},
      {{"bench", "db", "queries"}, "MODE"},
      {{"inspect"}, "required"},
      {{"import", "db"}, "FILE"},
      {{"import", "db", "f", "--durability", "paper"}, "--durability"},
      {{"remove", "db"}, "ID"},
      {{"run", "db", "q", "--tag", "two words"}, "--tag"},
  };
  for (const auto& [arguments, what] : calls) {
    const Outcome outcome = forestall(arguments);
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(what));
    EXPECT_EQ(outcome.out, "");
  }
}

TEST(Usage, EndsWithThreeWithoutAnIndexAndMakesNone) {
  const Scratch scratch;
  const std::string db = scratch / "none", file = scratch.file("q.jsonl", "{\"id\":\"q\",\"text\":\"x\"}\n");
  const std::string qrels = scratch.file("qrels", "q d 1\n");
  const std::vector<std::vector<std::string>> calls = {{"export", db},
                                                       {"search", db, "x"},
                                                       {"suggest", db, "--subject", "x"},
                                                       {"run", db, file},
                                                       {"eval", db, file, qrels},
                                                       {"bench", "search", db, file},
                                                       {"vote", db, "x", "--helpful", "--voter", "v"},
                                                       {"get", db, "x"},
                                                       {"remove", db, "x"},
                                                       {"stats", db},
                                                       {"check", db},
                                                       {"compact", db},
                                                       {"rebuild", db},
                                                       {"backup", db, scratch / "copy"},
                                                       {"inspect", "term", db, "x"}};
  for (const auto& arguments : calls) {
    const Outcome outcome = forestall(arguments);
    EXPECT_EQ(outcome.code, 3) << arguments[0] << outcome.out;
    EXPECT_THAT(outcome.err, HasSubstr("forestall: "));
    EXPECT_THAT(outcome.err, HasSubstr(db)) << arguments[0];
    EXPECT_FALSE(std::filesystem::exists(db)) << arguments[0];
  }
}

TEST(Usage, TakesOptionValuesLiterally) {
  const Scratch scratch;
  const std::string db = scratch / "db";
  ASSERT_EQ(forestall({"import", db, "-"}, "{\"id\":\"a\",\"title\":\"paper jam\"}\n").code, 0);
  EXPECT_EQ(forestall({"suggest", db, "--subject", "-", "--min-confidence", "0"}, "paper jam").code, 1);
  EXPECT_EQ(
      forestall({"suggest", db, "--subject", "--help", "--body", "paper jam", "--min-confidence", "0", "--lang", "any"})
          .code,
      0);
  EXPECT_EQ(
      forestall({"search", db, "[paper]", "--lang", "any", "--audience", "[public]", "--audience", "public"}).code, 0);
  EXPECT_EQ(forestall({"search", db, "--lang", "any", "--", "-jam paper"}).code, 1);
}

}  // namespace
}  // namespace forestall::testing_cli
