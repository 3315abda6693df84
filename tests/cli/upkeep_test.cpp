// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>

#include "cli/help_desk.h"

namespace forestall::testing_cli {
namespace {

using testing::HasSubstr;

TEST(Vote, IsCountedOnceAVoterAndCanBeTakenBack) {
  const HelpDesk desk;
  const auto vote = [&](const std::string& what, const std::string& voter) {
    const auto json = forestall({"vote", desk.db, "kb-1", what, "--voter", voter, "--json"}).json();
    return std::pair<int, int>(json["helpful"], json["unhelpful"]);
  };
  EXPECT_EQ(vote("--helpful", "ann"), std::pair(42, 3));
  EXPECT_EQ(vote("--helpful", "ann"), std::pair(42, 3));
  EXPECT_EQ(vote("--unhelpful", "ann"), std::pair(41, 4));
  EXPECT_EQ(vote("--withdraw", "ann"), std::pair(41, 3));
  const Outcome unknown = forestall({"vote", desk.db, "nothing", "--helpful", "--voter", "ann"});
  EXPECT_EQ(unknown.code, 3);
  EXPECT_THAT(unknown.err, HasSubstr("nothing"));
}

TEST(Get, ShowsADocumentOrEndsWithOne) {
  const HelpDesk desk;
  EXPECT_EQ(forestall({"get", desk.db, "kb-2", "--json"}).json()["category"], "sharing");
  EXPECT_THAT(forestall({"get", desk.db, "kb-2"}).out, HasSubstr("Share a folder"));
  const Outcome none = forestall({"get", desk.db, "kb-99"});
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, HasSubstr("kb-99"));
}

TEST(Remove, TakesDocumentsAwayAndForgivesUnknownOnes) {
  const HelpDesk desk;
  EXPECT_EQ(forestall({"remove", desk.db, "kb-2", "kb-3", "kb-99", "--json"}).json()["removed"], 2);
  EXPECT_EQ(forestall({"get", desk.db, "kb-2"}).code, 1);
  EXPECT_EQ(forestall({"stats", desk.db, "--json"}).json()["documents"], 4);
}

TEST(Stats, CountsWhatIsThere) {
  const HelpDesk desk;
  const auto stats = forestall({"stats", desk.db, "--json"}).json();
  EXPECT_EQ(stats["format"], 1);
  EXPECT_EQ(stats["documents"], 6);
  EXPECT_EQ(stats["languages"], nlohmann::json::parse(R"({"en":5,"fr":1})"));
  EXPECT_EQ(stats["kinds"], nlohmann::json::parse(R"({"article":4,"faq":1,"topic":1})"));
  for (const char* key : {"lessons", "votes", "segments", "bytes"}) EXPECT_TRUE(stats.contains(key)) << key;
  EXPECT_THAT(forestall({"stats", desk.db}).out, HasSubstr("documents"));
}

TEST(Check, FindsNoFaultInAGoodIndex) {
  const HelpDesk desk;
  const Outcome outcome = forestall({"check", desk.db, "--json"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.json()["ok"], true);
  EXPECT_EQ(outcome.json()["documents"], 6);
}

TEST(Check, EndsWithOneWhenABitOfASegmentIsFlipped) {
  const HelpDesk desk;
  std::filesystem::path largest;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(desk.db)) {
    const std::string extension = entry.path().extension().string();
    if (entry.is_regular_file() && extension == ".seg") largest = entry.path();
  }
  ASSERT_FALSE(largest.empty()) << "no segment file";
  std::fstream file(largest, std::ios::in | std::ios::out | std::ios::binary);
  const auto middle = static_cast<std::streamoff>(std::filesystem::file_size(largest) / 2);
  file.seekg(middle);
  const int byte = file.get();
  file.seekp(middle);
  file.put(static_cast<char>(byte ^ 4));
  file.close();
  const Outcome outcome = forestall({"check", desk.db, "--json"});
  EXPECT_EQ(outcome.code, 1) << outcome.out << outcome.err;
  EXPECT_FALSE(outcome.json()["faults"].empty());
  EXPECT_EQ(forestall({"rebuild", desk.db}).code, 0);
  EXPECT_EQ(forestall({"check", desk.db}).code, 0);
}

TEST(Upkeep, KeepsTheAnswersWhateverIsDoneToTheSegments) {
  const HelpDesk desk;
  const auto answers = [&](const std::string& db) {
    auto json = forestall({"search", db, "choose the folder or password", "--lang", "any", "--json"}).json();
    json.erase("took_us");
    return json;
  };
  const auto before = answers(desk.db);
  EXPECT_GT(before["hits"].size(), 1u);
  ASSERT_EQ(forestall({"compact", desk.db}).code, 0);
  EXPECT_EQ(answers(desk.db), before);
  ASSERT_EQ(forestall({"rebuild", desk.db, "--json"}).json()["documents"], 6);
  EXPECT_EQ(answers(desk.db), before);
  const std::string copy = desk.scratch / "copy";
  ASSERT_EQ(forestall({"backup", desk.db, copy}).code, 0);
  EXPECT_EQ(answers(copy), before);
  EXPECT_EQ(forestall({"check", copy}).code, 0);
  EXPECT_EQ(forestall({"backup", desk.db, copy}).code, 3);
}

/// As a process that writes does, while it lives.
class Locked {
 public:
  explicit Locked(const std::string& db) : fd_(::open((db + "/lock").c_str(), O_RDWR | O_CLOEXEC)) {
    EXPECT_EQ(::flock(fd_, LOCK_EX | LOCK_NB), 0);
  }
  ~Locked() { ::close(fd_); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;

 private:
  int fd_;
};

TEST(Backup, AndTrialsNeedNoWriterToStop) {
  const HelpDesk desk;
  const Locked writing(desk.db);
  EXPECT_EQ(forestall({"vote", desk.db, "kb-1", "--helpful", "--voter", "ann"}).code, 3);
  const std::string copy = desk.scratch / "copy";
  const Outcome copied = forestall({"backup", desk.db, copy});
  EXPECT_EQ(copied.code, 0) << copied.err;
  EXPECT_EQ(forestall({"export", copy}).out, forestall({"export", desk.db}).out);
  EXPECT_EQ(forestall({"check", copy}).code, 0);
  const std::string drafts = desk.scratch.file("drafts.jsonl", R"({"id":"q1","subject":"reset password"}
)"),
                    qrels = desk.scratch.file("qrels.tsv", "q1\tkb-1\t1\n"),
                    lessons = desk.scratch.file(
                        "lessons.jsonl", R"({"ticket":"t1","subject":"password gone","body":"x","solution":"kb-1"}
)");
  const Outcome tried =
      forestall({"learn", desk.db, lessons, "--dry-run", "--drafts", drafts, "--qrels", qrels, "--json"});
  EXPECT_EQ(tried.code, 0) << tried.err;
}

}  // namespace
}  // namespace forestall::testing_cli
