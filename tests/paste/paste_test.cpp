// SPDX-License-Identifier: Apache-2.0
#include "paste/paste.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

namespace forestall::paste {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Sample {
  std::string name;
  std::vector<std::string> lines;
};

std::vector<Sample> samples(const std::string& file) {
  std::ifstream in(std::string(FORESTALL_SOURCE_DIR) + "/tests/paste/" + file);
  std::vector<Sample> out;
  for (std::string line; std::getline(in, line);) {
    if (line.substr(0, 3) == "== ")
      out.push_back({line.substr(3), {}});
    else
      out.back().lines.push_back(line);
  }
  return out;
}

std::vector<std::string_view> views(const std::vector<std::string>& lines) { return {lines.begin(), lines.end()}; }

std::vector<std::string> pasted(const std::vector<std::string>& lines) {
  const std::vector<bool> marks = pasted_lines(views(lines));
  std::vector<std::string> out;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (marks[i]) out.push_back(lines[i]);
  return out;
}

TEST(Paste, IsSeenInLogsTracesDumpsTablesAndSettings) {
  const auto all = samples("pastes.txt");
  EXPECT_GE(all.size(), 30u);
  for (const Sample& sample : all) {
    const auto lines = static_cast<std::size_t>(
        std::count_if(sample.lines.begin(), sample.lines.end(), [](const std::string& line) { return !line.empty(); }));
    // The message above a trace may stay: it is what the customer saw.
    EXPECT_GE(pasted(sample.lines).size() + 3, lines) << sample.name;
    EXPECT_GE(pasted(sample.lines).size() * 2, lines) << sample.name;
  }
}

TEST(Paste, IsNotSeenInProse) {
  const auto all = samples("prose.txt");
  EXPECT_GE(all.size(), 20u);
  for (const Sample& sample : all) EXPECT_THAT(pasted(sample.lines), testing::IsEmpty()) << sample.name;
}

TEST(Paste, LeavesTheProseAroundIt) {
  for (const Sample& paste : samples("pastes.txt"))
    for (const Sample& prose : samples("prose.txt")) {
      std::vector<std::string> lines = prose.lines;
      lines.emplace_back();
      lines.insert(lines.end(), paste.lines.begin(), paste.lines.end());
      lines.emplace_back();
      lines.insert(lines.end(), prose.lines.begin(), prose.lines.end());
      const auto marks = pasted_lines(views(lines));
      std::size_t lost = 0;
      for (std::size_t i = 0; i < prose.lines.size(); ++i) lost += marks[i] + marks[lines.size() - 1 - i];
      EXPECT_LE(lost, prose.name == "single error lines" ? 2u : 0u) << prose.name << " around " << paste.name;
    }
}

TEST(Paste, CountsWhatTellsItApartOnce) {
  std::vector<std::string> lines;
  for (int i = 0; i < 40; ++i) {
    lines.push_back("2026-09-14 08:01:" + std::to_string(10 + i) +
                    " ERROR [net] java.net.ConnectException: connection refused");
    lines.push_back("\tat com.example.net.Connector.open(Connector.java:" + std::to_string(i) + ")");
    lines.push_back("2026-09-14 08:02:" + std::to_string(10 + i) +
                    " INFO [net] code BM-4031 at 0x7ffdeadbeef012, result 0x80070005");
  }
  EXPECT_EQ(evidence(views(lines)), "ConnectException BM-4031 0x80070005 net connection refused");
  EXPECT_EQ(evidence({"10:00:01 WARN tray 3 is empty"}), "tray is empty") << "every word of a short one";
  EXPECT_EQ(evidence({}), "");
}

TEST(Paste, GivesItsWordsOnceWhereADraftIsNothingElse) {
  EXPECT_EQ(distinct_words({"INFO a started", "INFO b started"}), "INFO a started b");
}

TEST(Paste, IsReadInLinearTimeWhateverItIs) {
  std::mt19937 random(9);
  const std::string signs = "aA0 :.[]{}=/\\\"\t|#@-+x";
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> lines;
    const std::size_t length = round % 2 == 0 ? 40 : 40000;
    for (std::size_t bytes = 0; bytes < 400000; bytes += length) {
      lines.emplace_back();
      for (std::size_t i = 0; i < length; ++i) lines.back() += signs[random() % signs.size()];
    }
    const auto marks = pasted_lines(views(lines));
    EXPECT_EQ(marks.size(), lines.size());
    EXPECT_LE(evidence(views(lines)).size(), 200000u);
  }
  // One token of a megabyte: whatever looks back from each sign would take hours.
  for (const std::string piece : {"a:1", "/.:1", "\":", "[1", "1:2:3", "0x", "at a.b(", "@http://", "A_", "= "}) {
    std::string line;
    while (line.size() < 1'000'000) line += piece;
    EXPECT_EQ(pasted_lines({line}).size(), 1u) << piece;
    EXPECT_LE(evidence({line}).size(), line.size()) << piece;
  }
  EXPECT_EQ(pasted_lines({std::string_view("\0\0", 2), "", "\xFF\xFE"}).size(), 3u);
}

}  // namespace
}  // namespace forestall::paste
