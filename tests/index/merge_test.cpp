// SPDX-License-Identifier: Apache-2.0
#include "index/merge.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "index/audience.h"
#include "index/home.h"
#include "index/lesson.h"
#include "index/verify.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/full_disk.h"
#include "support/tree.h"

namespace forestall::index {
namespace {

using support::caught;

std::shared_ptr<const Segment> in_memory(std::string image) {
  return std::make_shared<const Segment>(storage::SectionFile::from_memory(std::move(image)));
}

/// Segments of `documents` documents each, the first ones of them with many that are removed.
std::vector<MergeSource> some_sources(support::Corpus& corpus, std::size_t segments, std::uint32_t documents) {
  const Schema schema;
  const analysis::Analyzer analyzer(schema);
  analysis::Session session = analyzer.session();
  std::vector<MergeSource> sources;
  std::uint32_t next = 0;
  for (std::size_t s = 0; s < segments; ++s) {
    std::vector<Document> texts;
    for (std::uint32_t i = 0; i < documents; ++i, ++next)
      texts.push_back(i % 20 == 7 ? row_of(corpus.lesson(next, 100)) : corpus.document(next));
    std::vector<Input> inputs;
    for (const Document& text : texts) inputs.push_back({next * 7 + inputs.size(), &text, own_audience(text)});
    auto segment = in_memory(build_segment(inputs, session, schema, nullptr));
    std::vector<std::uint32_t> gone;
    for (std::uint32_t doc = 0; doc < segment->size(); ++doc)
      if (corpus.number(4) < 2 - std::min<std::size_t>(s, 2)) gone.push_back(doc);
    sources.push_back({segment, Overlay::none(*segment)->without(*segment, gone)});
  }
  return sources;
}

/// What a merge into memory gives is what a merge into a file gives, whatever the file may hold in memory.
Merged expect_same_bytes(const std::vector<MergeSource>& sources, Layout layout) {
  Merged merged = merge_segments(sources, {}, layout, nullptr);
  const support::Scratch scratch;
  for (const std::size_t limit : {std::size_t{0}, std::size_t{1} << 18, std::size_t{1} << 30}) {
    base::Spill spill(scratch / fmt::format("{}.seg", limit), limit);
    EXPECT_EQ(write_merged(sources, {}, layout, nullptr, spill), merged.moved);
    EXPECT_TRUE(support::read_file(spill.file()) == merged.image) << limit;
    EXPECT_EQ(spill.files() > 0, limit < merged.image.size());
    EXPECT_EQ(spill.held(), 0u);
    storage::SectionFile::open(spill.file())->verify_all();
  }
  return merged;
}

TEST(Merge, IntoAFileHasTheBytesOfAMergeInMemory) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(2)); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    support::Corpus corpus(seed, 20'000);
    const auto sources = some_sources(corpus, 1 + seed % 4, 1500);
    expect_same_bytes(sources, Layout::fast);
    Merged merged = expect_same_bytes(sources, Layout::compact);
    auto compact = in_memory(std::move(merged.image));
    expect_same_bytes({{compact, Overlay::none(*compact)}}, Layout::compact);
  }
}

TEST(Merge, OfNothingThatLivesHasTheBytesOfOneInMemory) {
  support::Corpus corpus(9);
  auto sources = some_sources(corpus, 2, 50);
  for (MergeSource& source : sources) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t doc = 0; doc < source.segment->size(); ++doc) all.push_back(doc);
    source.overlay = source.overlay->without(*source.segment, all);
  }
  const support::Scratch scratch;
  base::Spill spill(scratch / "a.seg", 0);
  write_merged(sources, {}, Layout::fast, nullptr, spill);
  EXPECT_TRUE(support::read_file(spill.file()) == merge_segments(sources, {}, Layout::fast, nullptr).image);
}

TEST(Merge, IntoAFileHoldsLittleInMemory) {
  support::Corpus corpus(3, 20'000);
  const auto sources = some_sources(corpus, 8, 4000);
  const support::Scratch scratch;
  base::Spill spill(scratch / "a.seg", std::size_t{1} << 20);
  write_merged(sources, {}, Layout::fast, nullptr, spill);
  EXPECT_GT(std::filesystem::file_size(spill.file()), 10 * spill.limit());
  EXPECT_LT(spill.most_held(), 2 * spill.limit());
}

TEST(Merge, OnAFullDiskIsAnErrorAndGoesWellLater) {
  Home home;
  support::Corpus corpus(4, 20'000);
  for (std::uint32_t part = 0; part < 3; ++part) {
    Batch batch;
    for (std::uint32_t i = 0; i < 1000; ++i) batch.put(corpus.document(part * 1000 + i));
    home.writer->write(batch);
    home.writer->flush();
  }
  const auto files = home.writer->files();
  ASSERT_GT(files.size(), 1u);
  const auto tree = support::tree_of(home.scratch / "index" / "segments");
  for (const std::uint64_t size : {40'000, 700'000}) {  // for files without a name, and for the segment
    const support::FullDisk full(size);
    const auto error = caught([&] { home.writer->compact(); });
    EXPECT_EQ(error.code, ErrorCode::io);
    EXPECT_NE(error.message.find("segments"), std::string::npos) << error.message;
    EXPECT_EQ(support::differences(tree, support::tree_of(home.scratch / "index" / "segments")), "");
    EXPECT_THAT(verify(*home.writer->snapshot()), testing::IsEmpty());
  }
  home.writer->compact();
  EXPECT_EQ(home.writer->files().size(), 1u);
  EXPECT_EQ(home.writer->stats().documents, 3000u);
  EXPECT_THAT(verify(*home.writer->snapshot()), testing::IsEmpty());
}

}  // namespace
}  // namespace forestall::index
