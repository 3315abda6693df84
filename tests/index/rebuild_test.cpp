// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "index/home.h"
#include "index/verify.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/full_disk.h"
#include "support/tree.h"

namespace forestall::index {
namespace {

using support::caught;

/// Threads, votes and lessons: enough for several files of the least memory budget.
void fill(Home& home, std::uint32_t documents) {
  support::Corpus corpus(5, 20'000);
  for (std::uint32_t first = 0; first < documents; first += 500) {
    Batch batch;
    for (std::uint32_t i = first; i < first + 500; ++i) {
      Document document = corpus.document(i);
      document.kind = Kind::topic;
      if (i % 10 != 0 && corpus.chance(30)) {
        document.kind = Kind::reply;
        document.family.clear();
        document.parent = "d" + std::to_string(corpus.number(documents) / 10 * 10);  // perhaps still to come
      }
      batch.put(std::move(document));
    }
    home.writer->write(batch);
  }
  Batch votes;
  for (int i = 0; i < 300; ++i)
    votes.vote("d" + std::to_string(corpus.number(documents)), {"v" + std::to_string(i % 7), corpus.chance(50)});
  home.writer->write(votes);
  home.writer->flush();
}

/// What a search could know of each document.
std::vector<std::string> documents_of(const Writer& writer, std::uint32_t count) {
  std::vector<std::string> out;
  const auto snapshot = writer.snapshot();
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto place = snapshot->find("d" + std::to_string(i));
    if (!place) continue;
    const Leaf& leaf = snapshot->leaves()[place->leaf];
    const DocInfo& info = leaf.segment->info(place->doc);
    const VoteCount votes = leaf.overlay->voters(place->doc);
    out.push_back(std::string(leaf.segment->id(place->doc)) + " " + std::to_string(info.number) + " " +
                  leaf.segment->fold_key(place->doc) + " " + std::string(leaf.segment->audience(place->doc)) + " " +
                  std::to_string(votes.helpful) + " " + std::to_string(votes.unhelpful));
  }
  return out;
}

std::vector<std::string> differences(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
    const std::string was = i < before.size() ? before[i] : "nothing", is = i < after.size() ? after[i] : "nothing";
    if (was != is) out.push_back(was + " became " + is);
  }
  return out;
}

TEST(Rebuild, BeyondTheMemoryBudgetMakesFilesOfTheSameDocuments) {
  constexpr std::uint32_t kDocuments = 6000;
  Home home(true);  // merges later, if at all, so that the files can be seen
  fill(home, kDocuments);
  home.writer->compact();
  const auto before = documents_of(*home.writer, kDocuments);
  ASSERT_EQ(before.size(), kDocuments);
  const auto first = home.writer->files();
  home.writer->rebuild();
  EXPECT_GT(home.writer->files().front(), first.front());
  EXPECT_EQ(home.writer->stats().unflushed, 0u);
  EXPECT_THAT(differences(before, documents_of(*home.writer, kDocuments)), testing::IsEmpty());
  EXPECT_THAT(verify(*home.writer->snapshot()), testing::IsEmpty());
  home.writer->wait();
  EXPECT_THAT(differences(before, documents_of(*home.writer, kDocuments)), testing::IsEmpty());
  home.options.rebuild = true;
  home.reopen();
  EXPECT_THAT(differences(before, documents_of(*home.writer, kDocuments)), testing::IsEmpty());
  home.options.rebuild = false;
  home.reopen();
  EXPECT_THAT(differences(before, documents_of(*home.writer, kDocuments)), testing::IsEmpty());
  EXPECT_THAT(verify(*home.writer->snapshot()), testing::IsEmpty());
}

TEST(Rebuild, ThatFailsOnAFullDiskLeavesEverythingAsItWas) {
  constexpr std::uint32_t kDocuments = 4000;
  Home home;
  fill(home, kDocuments);
  const auto before = documents_of(*home.writer, kDocuments);
  const auto files = support::tree_of(home.scratch / "index" / "segments");
  {
    const support::FullDisk full(700'000);
    const auto error = caught([&] { home.writer->rebuild(); });
    EXPECT_EQ(error.code, ErrorCode::io);
    EXPECT_NE(error.message.find("segments"), std::string::npos) << error.message;
  }
  EXPECT_EQ(support::differences(files, support::tree_of(home.scratch / "index" / "segments")), "");
  EXPECT_THAT(differences(before, documents_of(*home.writer, kDocuments)), testing::IsEmpty());
  EXPECT_THAT(verify(*home.writer->snapshot()), testing::IsEmpty());
  home.writer->rebuild();
  EXPECT_THAT(differences(before, documents_of(*home.writer, kDocuments)), testing::IsEmpty());
}

TEST(Rebuild, IsNotStoppedByAFileThatAKilledOneLeft) {
  Home home;
  fill(home, 500);
  const auto path = home.writer->store().segment_path(home.writer->files().back() + 1);
  support::write_file(path, "half a segment");
  home.options.rebuild = true;
  home.reopen();
  EXPECT_EQ(home.writer->stats().documents, 500u);
  EXPECT_THAT(verify(*home.writer->snapshot()), testing::IsEmpty());
}

}  // namespace
}  // namespace forestall::index
