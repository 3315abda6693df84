// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/rocks_store.h"
#include "support/scratch.h"

namespace forestall::storage {
namespace {

/// Staged puts of documents "d100" to "d599" under the numbers 100 to 599: more than one piece.
class StagedRows : public testing::Test {
 protected:
  StagedRows() {
    for (std::uint64_t number = 100; number < 600; ++number) {
      Document document;
      document.id = "d" + std::to_string(number);
      document.body = std::string(2000, 'x');
      documents_.push_back(std::move(document));
    }
    for (std::uint64_t i = 0; i < documents_.size(); ++i) set_.puts.push_back({100 + i, &documents_[i]});
    store_ = Store::create(directory_, {}, {});
  }
  static std::size_t rows(const Store& store, Family family) {
    const auto& rocks = static_cast<const RocksStore&>(store);
    const std::unique_ptr<rocksdb::Iterator> all(rocks.db().NewIterator({}, rocks.family(family)));
    std::size_t count = 0;
    for (all->SeekToFirst(); all->Valid(); all->Next()) ++count;
    return count;
  }
  support::Scratch scratch_;
  std::filesystem::path directory_ = scratch_ / "store";
  std::vector<Document> documents_;
  WriteSet set_;
  std::shared_ptr<Store> store_;
};

TEST_F(StagedRows, AreNamedByNothingUntilTheirWrite) {
  const auto staged = store_->stage(set_.puts);
  EXPECT_EQ(rows(*store_, kDocuments), 500u);
  EXPECT_FALSE(store_->view()->number("d100"));
  EXPECT_TRUE(store_->view()->ids("", 10).empty());
  EXPECT_THAT(store_->check(), testing::IsEmpty()) << "a write is under way";
}

TEST_F(StagedRows, StayWithTheirWrite) {
  auto staged = store_->stage(set_.puts);
  set_.staged = staged.get();
  store_->write(set_);
  staged.reset();
  const auto view = store_->view();
  ASSERT_EQ(view->number("d599"), 599u);
  EXPECT_EQ(view->document(599), documents_.back());
  EXPECT_EQ(rows(*store_, kDocuments), 500u);
  EXPECT_EQ(rows(*store_, kManifest), 0u);
  EXPECT_THAT(store_->check(), testing::IsEmpty());
}

TEST_F(StagedRows, GoWithoutTheirWrite) {
  store_->stage(set_.puts).reset();
  EXPECT_EQ(rows(*store_, kDocuments), 0u);
  EXPECT_EQ(rows(*store_, kManifest), 0u);
  EXPECT_THAT(store_->check(), testing::IsEmpty());
}

TEST_F(StagedRows, OfAProcessThatEndedGoAtTheNextOpeningForWriting) {
  const auto staged = store_->stage(set_.puts);
  store_.reset();
  store_ = Store::open(directory_, {.read_only = true});
  EXPECT_EQ(rows(*store_, kDocuments), 500u);
  EXPECT_THAT(store_->check(), testing::IsEmpty());
  store_.reset();
  store_ = Store::open(directory_, {});
  EXPECT_EQ(rows(*store_, kDocuments), 0u);
  EXPECT_EQ(rows(*store_, kManifest), 0u);
  EXPECT_THAT(store_->check(), testing::IsEmpty());
}

TEST_F(StagedRows, OfOneWriteGoWithoutThoseOfAnother) {
  WriteSet first, second;
  first.puts.assign(set_.puts.begin(), set_.puts.begin() + 200);
  second.puts.assign(set_.puts.begin() + 200, set_.puts.end());
  auto gone = store_->stage(first.puts), kept = store_->stage(second.puts);
  second.staged = kept.get();
  store_->write(second);
  gone.reset();
  kept.reset();
  EXPECT_EQ(rows(*store_, kDocuments), 300u);
  EXPECT_FALSE(store_->view()->number("d100"));
  EXPECT_EQ(store_->view()->document(300), documents_[200]);
  EXPECT_THAT(store_->check(), testing::IsEmpty());
}

}  // namespace
}  // namespace forestall::storage
