// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forestall/index.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::article;
using support::caught;
using testing::HasSubstr;

class Write : public testing::Test {
 protected:
  std::uint64_t found(const std::string& text) { return index.searcher().search(text, {.langs = {"any"}}).total; }
  support::Scratch scratch;
  Index index = Index::create(scratch / "index");
};

TEST_F(Write, IsInTheNextSearch) {
  index.put(article("a", "Reset your password"));
  EXPECT_EQ(found("password"), 1u);
  index.put(article("a", "Change your address"));
  EXPECT_EQ(found("password"), 0u);
  EXPECT_EQ(found("address"), 1u);
  index.remove("a");
  EXPECT_EQ(found("address"), 0u);
}

TEST_F(Write, OfABatchIsAllOrNothing) {
  Batch batch;
  batch.put(article("good", "Reset your password"));
  batch.put(article("bad id", "Reset your password"));
  const auto error = caught([&] { index.write(batch); });
  EXPECT_EQ(error.code, ErrorCode::invalid_argument);
  EXPECT_THAT(error.message, HasSubstr("bad id"));
  EXPECT_EQ(index.searcher().size(), 0u);
}

TEST_F(Write, LetsTheLastWriteOfAnIdWin) {
  Batch batch;
  batch.put(article("a", "first"));
  batch.remove("a");
  batch.put(article("a", "second"));
  batch.put(article("b", "third"));
  batch.remove("b");
  EXPECT_EQ(index.write(batch), 1u);
  EXPECT_EQ(index.searcher().get("a")->title, "second");
  EXPECT_FALSE(index.searcher().get("b"));
}

TEST_F(Write, DoesNotWriteWhatIsThereAlready) {
  EXPECT_EQ(index.put(article("a", "same")), 1u);
  EXPECT_EQ(index.put(article("a", "same")), 0u);
  EXPECT_EQ(index.put(article("a", "other")), 1u);
}

TEST_F(Write, LeavesASearcherAsItWas) {
  index.put(article("a", "old text", "about printers"));
  const Searcher before = index.searcher();
  index.put(article("a", "new text"));
  index.vote("a", {"v", true});
  EXPECT_EQ(before.get("a")->title, "old text");
  EXPECT_EQ(before.search("printers").total, 1u);
  EXPECT_EQ(before.search("printers").hits[0].title, "old text");
  EXPECT_EQ(before.votes("a")->helpful, 0u);
  index.remove("a");
  index.compact();
  EXPECT_EQ(before.get("a")->title, "old text");
}

TEST_F(Write, CountsOneVoteAVoter) {
  index.put(article("a", "text"));
  index.vote("a", {"ann", true});
  index.vote("a", {"ann", true});
  index.vote("a", {"bob", false});
  EXPECT_EQ(index.searcher().votes("a"), (VoteCount{1, 1}));
  index.vote("a", {"ann", false});
  EXPECT_EQ(index.searcher().votes("a"), (VoteCount{0, 2}));
  index.vote("a", {"ann", true, true});
  index.vote("a", {"nobody", true, true});
  EXPECT_EQ(index.searcher().votes("a"), (VoteCount{0, 1}));
}

TEST_F(Write, KeepsVotersVotesWhenADocumentIsReplacedAndDropsThemWithIt) {
  Document document = article("a", "text");
  document.votes = {10, 2};
  index.put(document);
  index.vote("a", {"ann", true});
  EXPECT_EQ(index.searcher().votes("a"), (VoteCount{11, 2}));
  document.votes = {20, 0};
  index.put(document);
  EXPECT_EQ(index.searcher().votes("a"), (VoteCount{21, 0}));
  index.remove("a");
  index.put(document);
  EXPECT_EQ(index.searcher().votes("a"), (VoteCount{20, 0}));
}

TEST_F(Write, OfAVoteIsInTheNextScore) {
  index.put(article("a", "reset the password"));
  index.put(article("b", "reset the password"));
  EXPECT_EQ(index.searcher().search("password").hits[0].id, "a");
  index.vote("b", {"ann", true});
  EXPECT_EQ(index.searcher().search("password").hits[0].id, "b");
}

TEST_F(Write, RefusesAVoteOnNothing) {
  const auto error = caught([&] { index.vote("missing", {"ann", true}); });
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_THAT(error.message, HasSubstr("missing"));
}

TEST_F(Write, SurvivesClosingAndOpening) {
  index.put(article("a", "Reset your password"));
  index.put(article("b", "Change your address"));
  index.vote("a", {"ann", true});
  index.remove("b");
  index.close();
  Index again = Index::open(scratch / "index");
  EXPECT_EQ(again.searcher().search("password").total, 1u);
  EXPECT_EQ(again.searcher().votes("a"), (VoteCount{1, 0}));
  EXPECT_FALSE(again.searcher().get("b"));
  EXPECT_TRUE(again.check().ok());
}

TEST_F(Write, ComesBackFromTheJournalAlone) {
  for (int i = 0; i < 50; ++i) index.put(article("d" + std::to_string(i), "text " + std::to_string(i)));
  index.flush();
  for (int i = 0; i < 20; ++i) index.put(article("d" + std::to_string(i), "changed"));
  index.remove("d30");
  index.vote("d40", {"ann", true});
  index = Index::create(scratch / "other");  // destroys the first handle, which flushes nothing
  Index again = Index::open(scratch / "index");
  EXPECT_GT(again.stats().unflushed, 0u);
  EXPECT_EQ(again.searcher().size(), 49u);
  EXPECT_EQ(again.searcher().search("changed", {.langs = {"any"}}).total, 20u);
  EXPECT_EQ(again.searcher().votes("d40")->helpful, 1u);
  EXPECT_TRUE(again.check().ok());
}

TEST_F(Write, AfterClosingIsRefused) {
  const Searcher searcher = (index.put(article("a", "text")), index.searcher());
  index.close();
  EXPECT_EQ(caught([&] { index.put(article("b", "text")); }).code, ErrorCode::unsupported);
  EXPECT_EQ(caught([&] { index.searcher(); }).code, ErrorCode::unsupported);
  EXPECT_EQ(searcher.get("a")->title, "text") << "a living searcher goes on";
}

TEST_F(Write, MergesAwayRemovedDocumentsAndSaysSo) {
  Batch batch;
  for (int i = 0; i < 2000; ++i) batch.put(article("d" + std::to_string(i), "common word " + std::to_string(i)));
  index.write(batch);
  index.flush();
  for (int i = 0; i < 100; ++i) index.remove("d" + std::to_string(i));
  EXPECT_EQ(index.stats().deleted, 100u);
  index.compact();
  EXPECT_EQ(index.stats().deleted, 0u);
  EXPECT_EQ(index.stats().segments, 1u);
  EXPECT_EQ(found("common"), 1900u);
  EXPECT_TRUE(index.check().ok());
}

TEST_F(Write, KeepsTheBytesOfADocumentWhateverItHolds) {
  Document document = article("a\xC3\xA9", "Überschrift \xF0\x9F\x98\x80", std::string("nul \0 inside", 12));
  document.kind = Kind::known_issue;
  document.format = BodyFormat::markdown;
  document.tags = {"x", "y z"};
  document.product = {"mail", "vault"};
  document.category = "c";
  document.audience = {"public", "org:42"};
  document.family = "f";
  document.votes = {7, 4'000'000'000u};
  document.views = ~std::uint64_t{0};
  document.solved = true;
  document.created = Time(std::chrono::seconds(-5));
  document.updated = Time(std::chrono::seconds(1'800'000'000));
  document.url = "/x";
  index.put(document);
  EXPECT_EQ(index.searcher().get(document.id), document);
}

TEST_F(Write, RebuildsSegmentsFromTheStoredDocuments) {
  for (int i = 0; i < 40; ++i) index.put(article("d" + std::to_string(i), "text " + std::to_string(i)));
  index.vote("d3", {"ann", true});
  index.rebuild();
  EXPECT_EQ(found("text"), 40u);
  EXPECT_EQ(index.searcher().votes("d3")->helpful, 1u);
  EXPECT_TRUE(index.check().ok());
}

}  // namespace
}  // namespace forestall
