// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/help_desk.h"

namespace forestall::testing_cli {
namespace {

using testing::HasSubstr;

TEST(Import, WritesOnceWhatIsImportedTwice) {
  const Scratch scratch;
  const std::string db = scratch / "db", file = scratch.file("documents.jsonl", HelpDesk::documents());
  const auto first = forestall({"import", db, file, "--json"}).json_lines().back();
  EXPECT_EQ(first["written"], 6);
  EXPECT_EQ(first["refused"], 0);
  for (const char* key : {"unchanged", "seconds", "docs_per_s", "mb_per_s", "peak_memory_bytes"})
    EXPECT_TRUE(first.contains(key)) << key;
  const auto again = forestall({"import", db, file, "--json", "--no-wait", "--durability", "sync"}).json_lines().back();
  EXPECT_EQ(again["written"], 0);
  EXPECT_EQ(again["unchanged"], 6);
}

TEST(Import, NamesEachRefusedLineAndWritesTheOthers) {
  const Scratch scratch;
  const std::string db = scratch / "db";
  const std::string text =
      "{\"id\":\"a\",\"title\":\"One\"}\nnot json\n{\"id\":\"b "
      "c\",\"title\":\"Two\"}\n\n{\"id\":\"d\",\"titel\":\"Three\"}\n{\"id\":\"e\",\"title\":\"Four\"}\n"
      "{\"id\":\"f\",\"title\":\"bad \xC3\x28\"}\n";
  const Outcome outcome = forestall({"import", db, scratch.file("bad.jsonl", text), "--json"});
  EXPECT_EQ(outcome.code, 3);
  std::map<int, std::string> refused;
  for (const auto& line : outcome.json_lines()) {
    if (line.contains("refused") && line["refused"].is_object())
      refused[line["refused"]["line"]] = line["refused"]["reason"];
  }
  ASSERT_EQ(refused.size(), 4u) << outcome.out;
  EXPECT_THAT(refused[2], HasSubstr("JSON"));
  EXPECT_THAT(refused[3], HasSubstr("b c"));
  EXPECT_THAT(refused[5], HasSubstr("titel"));
  EXPECT_TRUE(refused.contains(7));
  EXPECT_EQ(outcome.json_lines().back()["written"], 2);
  EXPECT_EQ(forestall({"stats", db, "--json"}).json()["documents"], 2);
  EXPECT_THAT(forestall({"import", db, scratch / "bad.jsonl"}).err, HasSubstr("bad.jsonl:5: "));
}

TEST(Import, ReportsEveryDurableBatch) {
  const Scratch scratch;
  const auto lines =
      forestall({"import", scratch / "db", "-", "--json", "--batch", "4"}, HelpDesk::documents()).json_lines();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0], nlohmann::json::parse(R"({"written":4,"line":4})"));
  EXPECT_EQ(lines[1], nlohmann::json::parse(R"({"written":6,"line":6})"));
}

TEST(Import, PassesOverUnknownKeysOnlyWhenAskedTo) {
  const Scratch scratch;
  const std::string line = "{\"id\":\"a\",\"title\":\"T\",\"qchars\":3}\n";
  EXPECT_EQ(forestall({"import", scratch / "db", "-"}, line).code, 3);
  EXPECT_EQ(forestall({"import", scratch / "db", "-", "--ignore-unknown"}, line).code, 0);
}

TEST(Import, WritesNothingIfAFileCannotBeRead) {
  const Scratch scratch;
  const std::string good = scratch.file("good.jsonl", HelpDesk::documents());
  for (const std::string& bad : {scratch / "missing.jsonl", scratch / "", scratch.file("x.zst", "\x28\xB5\x2F\xFD")}) {
    const Outcome outcome = forestall({"import", scratch / "db", good, bad});
    EXPECT_EQ(outcome.code, 3);
    EXPECT_THAT(outcome.err, HasSubstr(bad));
    EXPECT_FALSE(std::filesystem::exists(scratch / "db"));
  }
}

TEST(Import, TakesTheLastOfTwoLinesWithOneId) {
  const Scratch scratch;
  forestall({"import", scratch / "db", "-"}, "{\"id\":\"a\",\"title\":\"old\"}\n{\"id\":\"a\",\"title\":\"new\"}\n");
  EXPECT_EQ(forestall({"get", scratch / "db", "a", "--json"}).json()["title"], "new");
}

TEST(Export, GivesBackAnIndexThatIsTheSame) {
  const HelpDesk desk;
  ASSERT_EQ(forestall({"vote", desk.db, "kb-2", "--helpful", "--voter", "ann"}).code, 0);
  ASSERT_EQ(forestall({"vote", desk.db, "kb-2", "--unhelpful", "--voter", "bob"}).code, 0);
  const Outcome exported = forestall({"export", desk.db});
  EXPECT_EQ(exported.code, 0);
  EXPECT_EQ(exported.json_lines().size(), 8u);
  EXPECT_EQ(exported.json_lines().back(),
            nlohmann::json::parse(R"({"vote":{"id":"kb-2","voter":"bob","helpful":false}})"));
  const std::string copy = desk.scratch / "copy", file = desk.scratch / "all.jsonl";
  EXPECT_EQ(forestall({"export", desk.db, "-o", file}).code, 0);
  EXPECT_EQ(read_file(file), exported.out);
  ASSERT_EQ(forestall({"import", copy, file}).code, 0);
  EXPECT_EQ(forestall({"export", copy}).out, exported.out);
}

TEST(Import, MakesACompactIndexAndKeepsTheLayoutOfOneThatIsThere) {
  const Scratch scratch;
  const std::string db = scratch / "db", file = scratch.file("docs.jsonl", HelpDesk::documents());
  ASSERT_EQ(forestall({"import", db, file, "--layout", "compact"}).code, 0);
  EXPECT_EQ(forestall({"import", db, file}).code, 0);
  EXPECT_EQ(forestall({"import", db, file, "--layout", "compact"}).code, 0);
  const Outcome refused = forestall({"import", db, file, "--layout", "fast"});
  EXPECT_NE(refused.code, 0);
  EXPECT_THAT(refused.err, HasSubstr("is compact"));
  EXPECT_EQ(forestall({"check", db}).code, 0);
  EXPECT_THAT(forestall({"stats", db}).out, HasSubstr("compact"));
}

}  // namespace
}  // namespace forestall::testing_cli
