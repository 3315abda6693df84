// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <optional>
#include <thread>

#include "crash/load.h"
#include "forestall/index.h"
#include "forestall/suggester.h"
#include "support/scratch.h"

extern char** environ;

namespace forestall {
namespace {

using crash::Step;

/// What must be there: versions and votes of the living documents.
struct Model {
  struct Entry {
    std::uint32_t version = 0;
    std::map<std::uint32_t, bool> votes;
    bool operator==(const Entry&) const = default;
  };
  std::map<std::uint32_t, Entry> documents;
  std::map<std::uint32_t, std::uint32_t> lessons;  // ticket → version
  bool operator==(const Model&) const = default;

  void apply(const Step& step) {
    if (step.type == 'P') documents[step.id].version = step.value;
    if (step.type == 'B')
      for (std::uint32_t id = 0; id < crash::kIds; ++id) documents[id].version = step.value;
    if (step.type == 'R') documents.erase(step.id);
    if (step.type == 'L') lessons[step.id] = step.value;
    if (step.type == 'U') lessons.erase(step.id);
    if (step.type == 'V' && step.value % 4 == 2) documents[step.id].votes.erase(step.value / 4);
    if (step.type == 'V' && step.value % 4 != 2) documents[step.id].votes[step.value / 4] = step.value % 4 == 1;
  }
};

/// Starts the writer, kills it after `pause` and returns all that it said.
std::string run_and_kill(const std::string& directory, std::uint32_t seed, std::chrono::milliseconds pause) {
  int ends[2];
  EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string program = FORESTALL_CRASH_WRITER, path = directory, number = std::to_string(seed);
  char* arguments[] = {program.data(), path.data(), number.data(), nullptr};
  pid_t child = -1;
  EXPECT_EQ(::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::thread killer([&] {
    std::this_thread::sleep_for(pause);
    ::kill(child, SIGKILL);
  });
  std::string said;
  char buffer[4096];
  for (ssize_t n; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;) said.append(buffer, static_cast<std::size_t>(n));
  ::close(ends[0]);
  killer.join();
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with status " << status << ", saying "
                                   << said.substr(said.size() > 300 ? said.size() - 300 : 0);
  return said;
}

/// Applies what was acknowledged; returns the step that was under way.
std::optional<Step> replay(const std::string& said, Model& model) {
  std::istringstream lines(said);
  std::optional<Step> open;
  for (std::string line; std::getline(lines, line) && !lines.eof();) {
    if (line.rfind("try ", 0) == 0) open = crash::from_line(line.substr(4));
    if (line == "ok" && open) {
      model.apply(*open);
      open.reset();
    }
  }
  return open;
}

Model read(const Index& index) {
  Model model;
  index.visit(
      [&](const Document& document) {
        const auto id = static_cast<std::uint32_t>(std::stoul(document.id.substr(4)));
        const auto version = static_cast<std::uint32_t>(std::stoul(document.title.substr(8)));
        model.documents[id].version = version;
        EXPECT_EQ(document, crash::document(id, version));
      },
      [&](std::string_view id, const Vote& vote) {
        model.documents[static_cast<std::uint32_t>(std::stoul(std::string(id.substr(4))))]
            .votes[static_cast<std::uint32_t>(std::stoul(vote.voter.substr(5)))] = vote.helpful;
      },
      [&](const Lesson& lesson) {
        const auto version = static_cast<std::uint32_t>(std::stoul(lesson.draft.subject.substr(8)));
        model.lessons[static_cast<std::uint32_t>(std::stoul(lesson.ticket))] = version;
      });
  return model;
}

/// What a searcher sees agrees with the rows.
void expect_searchable(const Index& index, const Model& model) {
  const Searcher searcher = index.searcher();
  EXPECT_EQ(searcher.size(), model.documents.size());
  EXPECT_EQ(index.stats().lessons, model.lessons.size());
  for (const auto& [id, entry] : model.documents) {
    const auto found = searcher.get(crash::id_of(id));
    ASSERT_TRUE(found) << id;
    EXPECT_EQ(*found, crash::document(id, entry.version));
    VoteCount expected = found->votes;
    for (const auto& [voter, helpful] : entry.votes) ++(helpful ? expected.helpful : expected.unhelpful);
    EXPECT_EQ(searcher.votes(crash::id_of(id)), expected) << id;
    const SearchResult hits = searcher.search("+title:" + std::to_string(entry.version),
                                              {.limit = 1000, .langs = {"any"}, .documents = false});
    const std::string wanted = crash::id_of(id);
    EXPECT_TRUE(std::any_of(hits.hits.begin(), hits.hits.end(), [&](const Hit& hit) { return hit.id == wanted; }))
        << id;
  }
}

TEST(Killed, LosesNothingAcknowledgedAndPassesCheckEveryTime) {
  const char* wanted = std::getenv("FORESTALL_KILLS");
  const int kills = wanted != nullptr ? std::atoi(wanted) : 20;
  const char* given = std::getenv("FORESTALL_SEED");
  const auto seed = static_cast<std::uint32_t>(given != nullptr ? std::atoi(given) : 4711);
  std::mt19937 random(seed);
  const support::Scratch scratch;
  const std::string directory = (scratch / "index").string();
  Index::create(directory);
  Model model;
  std::size_t steps = 0;
  for (int i = 0; i < kills; ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", kill " + std::to_string(i));
    const std::string said =
        run_and_kill(directory, static_cast<std::uint32_t>(random()), std::chrono::milliseconds(20 + random() % 250));
    const std::optional<Step> open = replay(said, model);
    steps += static_cast<std::size_t>(std::count(said.begin(), said.end(), 'k'));
    Index index = Index::open(directory);
    const Model stored = read(index);
    Model with_open = model;
    if (open) with_open.apply(*open);
    const bool before = stored == model, after = stored == with_open;
    ASSERT_TRUE(before || after) << "under way: " << (open ? crash::to_line(*open) : "nothing");
    model = stored;
    expect_searchable(index, model);
    EXPECT_THAT(index.check().faults, testing::IsEmpty());
    if (testing::Test::HasFailure()) return;
  }
  std::printf("%d kills, %zu acknowledged steps, %zu documents left\n", kills, steps, model.documents.size());
  EXPECT_GT(steps, static_cast<std::size_t>(kills));
}

}  // namespace
}  // namespace forestall
