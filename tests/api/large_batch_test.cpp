// SPDX-License-Identifier: Apache-2.0
// A large batch becomes a segment that is written to a file as it is; what was voted and removed goes along.
#include <gtest/gtest.h>

#include <random>

#include "forestall/index.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::article;

constexpr int kDocuments = 700;

Batch batch_of(const std::string& prefix, std::mt19937& random) {
  Batch batch;
  for (int i = 0; i < kDocuments; ++i) {
    Document document = article(prefix + std::to_string(i), "about " + prefix + std::to_string(i));
    for (int w = 0; w < 120; ++w) document.body += "w" + std::to_string(random() % 5000) + " ";
    batch.put(std::move(document));
  }
  return batch;
}

class LargeBatch : public testing::Test {
 protected:
  static IndexOptions small() {
    IndexOptions options;
    options.memory_budget = std::size_t{1} << 20;
    options.background = false;
    return options;
  }
  static std::uint64_t found(const Index& index, const std::string& text) {
    return index.searcher().search(text, {.langs = {"any"}}).total;
  }
  support::Scratch scratch;
  std::mt19937 random{5};
};

TEST_F(LargeBatch, HasAFileOfItsOwnAndComesBackWithItsVotes) {
  std::uint64_t common = 0;
  {
    Index index = Index::create(scratch / "index", {}, small());
    index.write(batch_of("red", random));
    index.vote("red7", {"ann", true});
    index.write(batch_of("blue", random));
    EXPECT_EQ(index.stats().segments, 2u);
    EXPECT_EQ(index.stats().unflushed, 0u);
    common = found(index, "w17");
    EXPECT_GT(common, 0u);
    EXPECT_TRUE(index.check().faults.empty());
  }
  const Index index = Index::open(scratch / "index", {.read_only = true});
  EXPECT_EQ(index.stats().documents, 2u * kDocuments);
  EXPECT_EQ(index.searcher().votes("red7", Reader::everything())->helpful, 1u);
  EXPECT_EQ(found(index, "\"red7\""), 1u);
  EXPECT_EQ(found(index, "\"blue699\""), 1u);
  EXPECT_EQ(found(index, "w17"), common);
}

TEST_F(LargeBatch, IsWrittenAnewWhenADocumentOfItIsGone) {
  Index index = Index::create(scratch / "index", {}, small());
  index.write(batch_of("red", random));
  index.remove("red7");
  index.flush();
  EXPECT_EQ(index.stats().deleted, 0u);
  EXPECT_EQ(index.stats().documents, kDocuments - 1u);
  EXPECT_EQ(found(index, "\"red7\""), 0u);
  EXPECT_TRUE(index.check().faults.empty());
}

TEST_F(LargeBatch, HoldsTermsThatStandHundredsOfTimesInOneDocument) {
  Index index = Index::create(scratch / "index", {}, small());
  Batch batch = batch_of("red", random);
  for (const int count : {39, 40, 41, 42, 43, 255, 256, 3000}) {
    Document document = article("many" + std::to_string(count), "echo echo echo");
    document.tags = {"echo", "echo"};
    for (int i = 0; i < count; ++i) document.body += "echo word" + std::to_string(count) + " ";
    batch.put(std::move(document));
  }
  index.write(batch);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(found(index, "echo"), 8u);
    EXPECT_EQ(found(index, "\"echo word3000\""), 1u);
    EXPECT_EQ(found(index, "\"word255 echo\""), 1u);
    EXPECT_EQ(found(index, "\"word255 word255\""), 0u);
    EXPECT_TRUE(index.check().faults.empty());
    index.remove("red1");
    index.compact();
  }
}

}  // namespace
}  // namespace forestall
