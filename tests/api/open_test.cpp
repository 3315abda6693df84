// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <memory>

#include "forestall/index.h"
#include "support/documents.h"
#include "support/scratch.h"
#include "support/tree.h"

namespace forestall {
namespace {

using support::article;
using support::caught;
using support::tree_of;
using testing::HasSubstr;

class Open : public testing::Test {
 protected:
  void fill(int documents = 30) {
    Index index = Index::create(path);
    for (int i = 0; i < documents; ++i) index.put(article("d" + std::to_string(i), "printer " + std::to_string(i)));
    index.close();
  }
  support::Scratch scratch;
  std::filesystem::path path = scratch / "index";
};

TEST_F(Open, SaysThatThereIsNoIndex) {
  const auto error = caught([&] { Index::open(path); });
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_THAT(error.message, HasSubstr(path.string()));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(Open, DoesNotCreateOverAnythingThatIsThere) {
  fill();
  const auto before = tree_of(path);
  EXPECT_EQ(caught([&] { Index::create(path); }).code, ErrorCode::already_exists);
  EXPECT_EQ(support::differences(before, tree_of(path)), "");
}

TEST_F(Open, NamesTheProcessThatHoldsTheLock) {
  fill();
  const Index holder = Index::open(path);
  const auto error = caught([&] { Index::open(path); });
  EXPECT_EQ(error.code, ErrorCode::locked);
  EXPECT_THAT(error.message, HasSubstr(std::to_string(::getpid())));
}

TEST_F(Open, LetsGoOfTheLockThatAForkedChildInherited) {
  auto holder = std::make_unique<Index>(Index::create(path));
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    char byte = 0;
    ::close(ends[1]);
    ::_exit(::read(ends[0], &byte, 1) == 0 ? 0 : 1);  // lives until the parent lets it go
  }
  ::close(ends[0]);
  holder.reset();
  EXPECT_FALSE(caught([&] { Index::open(path); }).thrown);
  ::close(ends[1]);
  EXPECT_EQ(::waitpid(child, nullptr, 0), child);
}

TEST_F(Open, ReadOnlyWorksBesideAWriter) {
  fill();
  Index writer = Index::open(path, {.durability = Durability::os});
  writer.put(article("new", "scanner"));
  const Index reader = Index::open(path, {.read_only = true});
  EXPECT_EQ(reader.searcher().search("scanner").total, 1u) << "what is in the journal alone is read too";
  EXPECT_EQ(reader.searcher().search("printer").total, 30u);
}

TEST_F(Open, ReadOnlyWritesAndRemovesNothing) {
  fill();
  const auto before = tree_of(path);
  Index reader = Index::open(path, {.read_only = true});
  EXPECT_EQ(reader.searcher().search("printer").total, 30u);
  EXPECT_EQ(caught([&] { reader.put(article("x", "x")); }).code, ErrorCode::unsupported);
  EXPECT_EQ(caught([&] { reader.compact(); }).code, ErrorCode::unsupported);
  EXPECT_TRUE(reader.check().ok());
  reader.close();
  EXPECT_EQ(support::differences(before, tree_of(path)), "");
}

TEST_F(Open, RefusesAFormatOfTheFuture) {
  fill();
  std::ofstream(path / "format") << "forestall 99\n";
  const auto before = tree_of(path);
  const auto error = caught([&] { Index::open(path); });
  EXPECT_EQ(error.code, ErrorCode::incompatible_format);
  EXPECT_THAT(error.message, HasSubstr("99"));
  EXPECT_EQ(support::differences(before, tree_of(path)), "");
}

TEST_F(Open, RestoresTheSchema) {
  Schema schema;
  schema.title.weight = 7;
  schema.names = {"Brevoria Mail"};
  Index::create(path, schema).close();
  EXPECT_EQ(Index::open(path).schema(), schema);
}

TEST_F(Open, OfABackupGivesTheSameIndex) {
  fill();
  Index index = Index::open(path);
  index.vote("d3", {"ann", true});
  index.put(article("late", "printer late"));
  index.backup(scratch / "copy");
  index.put(article("later", "printer later"));
  EXPECT_EQ(caught([&] { index.backup(scratch / "copy"); }).code, ErrorCode::already_exists);
  Index copy = Index::open(scratch / "copy");
  EXPECT_EQ(copy.searcher().size(), 31u);
  EXPECT_EQ(copy.searcher().votes("d3")->helpful, 1u);
  EXPECT_TRUE(copy.check().ok());
}

TEST_F(Open, OfARemainingHalfOfACopyIsRefusedAndTheNextCopyReplacesIt) {
  fill();
  const Index index = Index::open(path);
  const auto copy = scratch / "copy";
  std::filesystem::create_directories(copy / "rows");
  std::ofstream(copy / "unfinished") << "x";
  std::ofstream(copy / "rows" / "CURRENT") << "x";
  const auto refused = caught([&] { Index::open(copy); });
  EXPECT_EQ(refused.code, ErrorCode::corrupt);
  EXPECT_THAT(refused.message, AllOf(HasSubstr(copy.string()), HasSubstr("may be removed")));
  index.backup(copy / "");  // a separator at the end names the same directory
  EXPECT_EQ(Index::open(copy).searcher().size(), index.searcher().size());
}

TEST_F(Open, ABackupNeverReplacesWhatIsNoCopyAndLeavesNothingWhenItFails) {
  fill();
  const Index index = Index::open(path);
  const auto taken = scratch / "taken";
  std::filesystem::create_directories(taken);
  std::ofstream(taken / "precious") << "x";
  EXPECT_EQ(caught([&] { index.backup(taken); }).code, ErrorCode::already_exists);
  EXPECT_TRUE(std::filesystem::exists(taken / "precious"));
  for (const auto& inside : {path / "copy", path / "segments" / "copy"})
    EXPECT_EQ(caught([&] { index.backup(inside); }).code, ErrorCode::invalid_argument);
  EXPECT_FALSE(std::filesystem::exists(path / "copy"));
  const auto below_a_file = taken / "precious" / "copy";
  EXPECT_EQ(caught([&] { index.backup(below_a_file); }).code, ErrorCode::io);
  std::filesystem::create_directories(scratch / "empty");
  index.backup(scratch / "empty");
  EXPECT_EQ(Index::open(scratch / "empty").searcher().size(), index.searcher().size());
  // A segment that is damaged is found while the copy is verified.
  const auto file = *std::filesystem::directory_iterator(path / "segments");
  std::filesystem::resize_file(file, file.file_size() - 8);
  EXPECT_TRUE(caught([&] { index.backup(scratch / "copy"); }).thrown);
  EXPECT_FALSE(std::filesystem::exists(scratch / "copy"));
}

TEST_F(Open, RemovesFilesThatNoManifestNamesAndNothingElse) {
  fill();
  const auto orphan = path / "segments" / "00000000000000ff.seg", stranger = path / "segments" / "notes.txt";
  std::ofstream(orphan) << "x";
  std::ofstream(stranger) << "x";
  Index::open(path).close();
  EXPECT_FALSE(std::filesystem::exists(orphan));
  EXPECT_TRUE(std::filesystem::exists(stranger));
}

TEST_F(Open, RefusesOptionsThatMakeNoSense) {
  const auto error = caught([&] { Index::create(path, {}, {.memory_budget = 5}); });
  EXPECT_EQ(error.code, ErrorCode::invalid_argument);
  EXPECT_THAT(error.message, HasSubstr("memory_budget is 5"));
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace forestall
