// SPDX-License-Identifier: Apache-2.0
// Copies between processes: of an index that another process writes to, and copies that are killed.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <sstream>
#include <thread>

#include "api/moment.h"
#include "crash/load.h"
#include "forestall/jsonl.h"
#include "support/documents.h"
#include "support/scratch.h"

extern char** environ;

namespace forestall {
namespace {

using support::caught;

/// A program that is killed when this ends.
class Child {
 public:
  explicit Child(std::vector<std::string> arguments) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<char*> raw;
    for (std::string& argument : arguments) raw.push_back(argument.data());
    raw.push_back(nullptr);
    EXPECT_EQ(::posix_spawn(&pid_, raw[0], &actions, nullptr, raw.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
  }
  /// Returns whether it was still running.
  bool kill() {
    if (pid_ < 0) return false;
    ::kill(pid_, SIGKILL);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFSIGNALED(status);
  }
  ~Child() { kill(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

 private:
  pid_t pid_ = -1;
};

std::string exported(const Index& index) {
  std::ostringstream out;
  export_jsonl(index, out);
  return out.str();
}

TEST(Copied, WhileAnotherProcessWritesIsWhatAReaderSees) {
  const support::Scratch scratch;
  const std::string path = (scratch / "index").string();
  const auto target = scratch / "copy";
  Index::create(path).close();
  Child writer({FORESTALL_CRASH_WRITER, path, "17"});
  const auto end = std::chrono::steady_clock::now() + 2 * moment::duration();
  int copies = 0;
  for (; std::chrono::steady_clock::now() < end && !testing::Test::HasFailure(); ++copies) {
    const Index reader = Index::open(path, {.read_only = true});
    reader.backup(target);
    {
      const Index copy = Index::open(target);
      EXPECT_EQ(exported(reader), exported(copy));
      EXPECT_THAT(copy.check().faults, testing::IsEmpty());
    }
    EXPECT_THAT(reader.check().faults, testing::IsEmpty());
    std::filesystem::remove_all(target);
  }
  EXPECT_TRUE(writer.kill()) << "the writer ended by itself";
  std::printf("%d copies\n", copies);
  EXPECT_GT(copies, 2);
}

/// Whatever instant it is killed at: there is a whole copy, or nothing, or remains that say what they are.
TEST(Copied, AndKilledIsKnownForWhatItIsAndMadeAnew) {
  const char* wanted = std::getenv("FORESTALL_KILLS");
  const int kills = wanted != nullptr ? std::atoi(wanted) : 20;
  std::mt19937 random(5);
  const support::Scratch scratch;
  const std::string path = (scratch / "index").string();
  const auto target = scratch / "copy";
  {
    Index index = Index::create(path);
    for (std::uint64_t n = 0; n < 4; ++n) index.write(moment::batch(n));
    index.flush();
    index.write(moment::batch(4));
  }
  int remains = 0;
  for (int i = 0; i < kills && !testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("kill " + std::to_string(i));
    Child copier({FORESTALL_CRASH_COPIER, path, target.string(), i % 2 == 0 ? "read" : "write"});
    std::this_thread::sleep_for(std::chrono::milliseconds(30 + random() % 120));
    ASSERT_TRUE(copier.kill());
    if (std::filesystem::exists(target / "unfinished")) {
      ++remains;
      const auto refused = caught([&] { Index::open(target); });
      EXPECT_EQ(refused.code, ErrorCode::corrupt);
      EXPECT_THAT(refused.message, testing::HasSubstr("was not finished"));
    } else {
      std::filesystem::remove_all(target);  // whole, or half removed by the copier itself
    }
    Index::open(path).backup(target);
    {
      const Index copy = Index::open(target);
      EXPECT_EQ(moment::expect_one_moment(copy), 4u);
      EXPECT_THAT(copy.check().faults, testing::IsEmpty());
    }
    std::filesystem::remove_all(target);
  }
  std::printf("%d of %d kills left remains\n", remains, kills);
}

}  // namespace
}  // namespace forestall
