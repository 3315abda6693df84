// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "forestall/index.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/scratch.h"
#include "support/tree.h"

namespace forestall {
namespace {

using support::article;
using support::caught;
using support::read_file;
using support::tree_of;
using support::write_file;
using testing::HasSubstr;

std::filesystem::path only_file(const std::filesystem::path& directory, const std::string& extension) {
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == extension && entry.file_size() > 0) return entry.path();
  return {};
}

class Damage : public testing::Test {
 protected:
  virtual Schema schema() const { return {}; }
  void SetUp() override {
    Index index = Index::create(path, schema(), {.durability = Durability::sync});
    support::Corpus corpus(3);
    for (std::uint32_t i = 0; i < 300; ++i) index.put(corpus.document(i));
    index.flush();
    for (std::uint32_t i = 300; i < 500; ++i) index.put(corpus.document(i));
    // A copy made while the writer lives holds a log, as after a kill.
    std::filesystem::copy(path, live, std::filesystem::copy_options::recursive);
    index.close();
  }
  /// Opening fails with `code`, names the directory, and leaves every byte as it was.
  void expect_refused(const std::filesystem::path& directory, ErrorCode code) {
    const auto before = tree_of(directory);
    const auto error = caught([&] { Index::open(directory); });
    EXPECT_TRUE(error.thrown);
    EXPECT_EQ(error.code, code) << error.message;
    EXPECT_THAT(error.message, HasSubstr(directory.string()));
    EXPECT_EQ(support::differences(before, tree_of(directory)), "");
  }
  /// One bit of a segment file at a time.
  void expect_every_byte_checked() {
    const auto file = only_file(path / "segments", ".seg");
    const std::string whole = read_file(file);
    const std::uint32_t seed = 8;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < support::rounds(60); ++i) {
      std::string damaged = whole;
      const std::size_t at = i < 20 ? static_cast<std::size_t>(i) * 7 : random() % whole.size();
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
      write_file(file, damaged);
      const auto error = caught([&] {
        const Index index = Index::open(path, {.read_only = true});
        index.searcher().search("bece cibe", {.langs = {"any"}});
        EXPECT_FALSE(index.check().ok()) << "byte " << at;
      });
      if (error.thrown) {
        EXPECT_THAT(error.message, HasSubstr(".seg")) << "byte " << at;
      }
    }
    write_file(file, whole);
    EXPECT_TRUE(Index::open(path).check().ok());
  }
  support::Scratch scratch;
  std::filesystem::path path = scratch / "index", live = scratch / "live";
};

class DamageOfCompact : public Damage {
 protected:
  Schema schema() const override {
    Schema compact;
    compact.layout = Layout::compact;
    return compact;
  }
};

TEST_F(Damage, OfNothingOpens) {
  Index index = Index::open(live);
  EXPECT_EQ(index.searcher().size(), 500u);
  EXPECT_TRUE(index.check().ok());
}

TEST_F(Damage, OfASegmentThatIsCutShortIsNamed) {
  const auto file = only_file(path / "segments", ".seg");
  write_file(file, read_file(file).substr(0, std::filesystem::file_size(file) / 2));
  expect_refused(path, ErrorCode::corrupt);
}

TEST_F(Damage, OfAMissingSegmentIsNamed) {
  std::filesystem::remove(only_file(path / "segments", ".seg"));
  const auto error = caught([&] { Index::open(path); });
  EXPECT_TRUE(error.thrown);
  EXPECT_THAT(error.message, HasSubstr(".seg"));
}

TEST_F(Damage, OfAnyByteOfASegmentIsFoundByCheckOrHarmless) { expect_every_byte_checked(); }

TEST_F(DamageOfCompact, OfAnyByteOfASegmentIsFoundByCheckOrHarmless) { expect_every_byte_checked(); }

TEST_F(DamageOfCompact, OfSegmentsIsMendedByARebuild) {
  write_file(only_file(path / "segments", ".seg"), "rubbish");
  EXPECT_EQ(caught([&] { Index::open(path); }).code, ErrorCode::corrupt);
  Index index = Index::open(path, {.rebuild = true});
  EXPECT_EQ(index.schema().layout, Layout::compact);
  EXPECT_TRUE(index.check().ok());
}

TEST_F(Damage, OfSegmentsIsMendedByARebuild) {
  const auto file = only_file(path / "segments", ".seg");
  write_file(file, "rubbish");
  EXPECT_EQ(caught([&] { Index::open(path); }).code, ErrorCode::corrupt);
  Index index = Index::open(path, {.rebuild = true});
  EXPECT_EQ(index.searcher().size(), 500u);
  EXPECT_TRUE(index.check().ok());
  index.close();
  EXPECT_EQ(Index::open(path).searcher().size(), 500u);
}

TEST_F(Damage, InTheMiddleOfTheLogIsAnErrorNotAShorterIndex) {
  const auto log = only_file(live / "rows", ".log");
  ASSERT_FALSE(log.empty());
  std::string bytes = read_file(log);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  write_file(log, bytes);
  expect_refused(live, ErrorCode::corrupt);
}

TEST_F(Damage, OfALogThatLostItsEndIsAnError) {
  const auto log = only_file(live / "rows", ".log");
  write_file(log, read_file(log).substr(0, std::filesystem::file_size(log) / 2));
  expect_refused(live, ErrorCode::corrupt);
}

TEST_F(Damage, OfALogThatIsGoneIsAnError) {
  std::filesystem::remove(only_file(live / "rows", ".log"));
  expect_refused(live, ErrorCode::corrupt);
}

TEST_F(Damage, OfATableThatIsGoneIsAnError) {
  std::filesystem::remove(only_file(path / "rows", ".sst"));
  expect_refused(path, ErrorCode::corrupt);
}

TEST_F(Damage, OfRocksDbsOwnListsIsAnError) {
  write_file(path / "rows" / "CURRENT", "");
  const auto before = tree_of(path);
  EXPECT_TRUE(caught([&] { Index::open(path); }).thrown);
  EXPECT_EQ(support::differences(before, tree_of(path)), "");
}

TEST_F(Damage, OfTheFormatFileIsAnError) {
  write_file(path / "format", "");
  expect_refused(path, ErrorCode::corrupt);
  std::filesystem::remove(path / "format");
  expect_refused(path, ErrorCode::corrupt);
}

}  // namespace
}  // namespace forestall
