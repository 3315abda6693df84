// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forestall/error.h"
#include "index/home.h"
#include "index/lesson.h"
#include "index/verify.h"
#include "schema/fields.h"
#include "support/corpus.h"
#include "support/documents.h"

namespace forestall::index {
namespace {

using support::article;

constexpr std::uint32_t kIds = 40, kTickets = 6, kVoters = 4;

/// Everything that the writes decided, as text.
std::vector<std::string> state_of(const Writer& writer) {
  const auto snapshot = writer.snapshot();
  std::vector<std::string> out = verify(*snapshot);
  const auto describe = [&](const std::string& id) {
    const auto place = snapshot->find(id);
    if (!place) return;
    const Leaf& leaf = snapshot->leaves()[place->leaf];
    const auto row = snapshot->rows().document(leaf.segment->info(place->doc).number);
    const VoteCount voters = leaf.overlay->voters(place->doc);
    out.push_back(fmt::format("{} {} {} {} {} {}+{}-", id, row ? row->title : "no row", row ? row->body : "",
                              row ? row->parent : "", leaf.segment->audience(place->doc), voters.helpful,
                              voters.unhelpful));
    for (std::uint32_t v = 0; v < kVoters; ++v)
      if (const auto vote = snapshot->rows().vote(id, "v" + std::to_string(v)))
        out.push_back(fmt::format("  v{} {}", v, *vote));
  };
  for (std::uint32_t i = 0; i < kIds; ++i) describe("d" + std::to_string(i));
  for (std::uint32_t i = 0; i < kTickets; ++i) describe(lesson_id("t" + std::to_string(i)));
  for (const Space space : {Space::documents, Space::lessons})
    for (const auto& [lang, sums] : snapshot->statistics(space))
      out.push_back(
          fmt::format("{} {} {} {} {}", lang, sums.documents, sums.lengths[0], sums.lengths[1], sums.lengths[2]));
  out.push_back(fmt::format("{} documents, {} lessons", snapshot->documents(), snapshot->lessons()));
  return out;
}

Batch batch_of(support::Corpus& corpus, std::uint32_t most) {
  Batch batch;
  for (std::uint32_t i = 0, count = 1 + corpus.number(most); i < count; ++i) {
    const std::string id = "d" + std::to_string(corpus.number(kIds));
    const std::uint32_t dice = corpus.number(100);
    if (dice < 50) {
      Document document = corpus.document(corpus.number(kIds));
      if (corpus.chance(3)) document.body += std::string(300'000, 'x') + " long";  // so long that rows are staged
      if (corpus.chance(30)) {  // threads, whose audiences follow their topics
        document.kind = Kind::reply;
        document.parent = "d" + std::to_string(corpus.number(kIds));
      }
      batch.put(std::move(document));
    } else if (dice < 62) {
      batch.remove(id);
    } else if (dice < 80) {
      batch.vote(id, {"v" + std::to_string(corpus.number(kVoters)), corpus.chance(60), corpus.chance(25)});
    } else if (dice < 92) {
      batch.learn(corpus.lesson(corpus.number(kTickets), kIds));
    } else {
      batch.unlearn("t" + std::to_string(corpus.number(kTickets)));
    }
  }
  return batch;
}

std::string outcome(const std::function<std::size_t()>& write) {
  try {
    return std::to_string(write());
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(PreparedBatch, ComesToTheSameAsOneThatWasPlannedInItsTurn) {
  std::size_t held = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    support::Corpus corpus(seed, 120);
    Home prepared, plain;
    for (int round = 0; round < 12; ++round) {
      std::vector<Batch> batches;
      std::vector<PreparedBatch> early;
      for (std::uint32_t i = 0; i < 1 + corpus.number(3); ++i) batches.push_back(batch_of(corpus, 12));
      for (const Batch& batch : batches) early.push_back(prepared.writer->prepare(batch));
      for (std::uint32_t i = 0, between = corpus.number(3); i < between; ++i) {
        const Batch other = batch_of(corpus, 2);
        EXPECT_EQ(outcome([&] { return prepared.writer->write(other); }),
                  outcome([&] { return plain.writer->write(other); }));
      }
      if (corpus.chance(30)) prepared.writer->flush();
      if (corpus.chance(15)) prepared.writer->compact();
      for (std::size_t i = 0; i < batches.size(); ++i) {
        held += early[i].made;
        EXPECT_EQ(outcome([&] { return prepared.writer->write(batches[i], std::move(early[i])); }),
                  outcome([&] { return plain.writer->write(batches[i]); }));
      }
      ASSERT_EQ(state_of(*prepared.writer), state_of(*plain.writer)) << "round " << round;
    }
    EXPECT_THAT(prepared.writer->store().check(), testing::IsEmpty());
    const auto before = state_of(*prepared.writer);
    prepared.reopen();
    EXPECT_EQ(state_of(*prepared.writer), before);
  }
  EXPECT_GT(held, 100u) << "nothing was prepared";
}

/// What a vote adds to a document that a prepared batch replaces is in its place afterwards.
TEST(PreparedBatch, KeepsTheVotesThatCameAfterItWasPrepared) {
  Home home;
  home.writer->write(Batch({Batch::Put{article("d1", "printer")}}));
  const Batch batch({Batch::Put{article("d1", "printers")}});
  PreparedBatch prepared = home.writer->prepare(batch);
  home.writer->write(Batch({Batch::Cast{"d1", {"v1", true, false}}}));
  EXPECT_EQ(home.writer->write(batch, std::move(prepared)), 1u);
  const auto snapshot = home.writer->snapshot();
  const auto place = snapshot->find("d1");
  ASSERT_TRUE(place);
  EXPECT_EQ(snapshot->leaves()[place->leaf].overlay->voters(place->doc).helpful, 1u);
}

TEST(PreparedBatch, FollowsItsTopicsAudienceAsItIsWhenItIsWritten) {
  Home home;
  home.writer->write(Batch({Batch::Put{article("topic", "printer")}}));
  Document reply = article("reply", "", "open the tray");
  reply.kind = Kind::reply;
  reply.parent = "topic";
  const Batch batch({Batch::Put{reply}});
  PreparedBatch prepared = home.writer->prepare(batch);
  Document hidden = article("topic", "printer");
  hidden.audience = {"agent"};
  home.writer->write(Batch({Batch::Put{hidden}}));
  home.writer->write(batch, std::move(prepared));
  const auto snapshot = home.writer->snapshot();
  const auto place = snapshot->find("reply");
  ASSERT_TRUE(place);
  EXPECT_EQ(snapshot->leaves()[place->leaf].segment->audience(place->doc), "agent");
}

}  // namespace
}  // namespace forestall::index
