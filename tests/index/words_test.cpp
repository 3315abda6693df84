// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "index/lesson.h"
#include "index/merge.h"
#include "support/corpus.h"
#include "support/scratch.h"

namespace forestall::index {
namespace {

/// Every word that is not its own term, with the term and how many documents hold it; and the terms that are words.
struct Words {
  std::map<std::pair<std::string, std::string>, std::uint32_t> df;
  std::set<std::string> terms;
  bool operator==(const Words&) const = default;
};

Words read(const std::vector<Document>& documents, std::string_view lang) {
  const analysis::Analyzer analyzer{Schema{}};
  analysis::Session session = analyzer.session();
  Words words;
  for (const Document& document : documents) {
    if (document.lang != lang || space_of(document.id) == Space::lessons) continue;
    std::set<std::pair<std::string, std::string>> own;
    for (int field = 0; field < schema::kFields; ++field) {
      std::vector<analysis::Token> tokens;
      analyze_field(document, field, lang, session, tokens);
      for (const analysis::Token& token : tokens) {
        if (token.form != analysis::Form::word || token.surface == analysis::kNoSurface) continue;
        const std::string word(session.text(token.surface));
        if (word == token.term)
          words.terms.insert(word);
        else
          own.emplace(word, token.term);
      }
    }
    for (const auto& word : own) ++words.df[word];
  }
  return words;
}

Words stored(const Segment& segment, std::string_view lang) {
  Words words;
  for (const Partition& partition : segment.partitions()) {
    const auto [first, end] = segment.words(partition);
    if (partition.space == Space::lessons) {
      EXPECT_EQ(first, end) << "nobody is offered the words of tickets";
    }
    if (partition.lang != lang || partition.space == Space::lessons) continue;
    for (std::uint32_t word = first; word < end; ++word) {
      if (word > first) {
        EXPECT_LT(segment.word(word - 1), segment.word(word));
      }
      const WordInfo& info = segment.word_info(word);
      words.df[{std::string(segment.word(word)), std::string(segment.term(partition.first_term + info.term))}] +=
          info.df;
    }
    for (std::uint32_t term = partition.first_term; term < partition.first_term + partition.terms; ++term)
      if (segment.is_word(term)) words.terms.emplace(segment.term(term));
  }
  return words;
}

std::shared_ptr<const Segment> built(const std::vector<Document>& documents) {
  const analysis::Analyzer analyzer{Schema{}};
  analysis::Session session = analyzer.session();
  std::vector<Input> inputs;
  for (const Document& document : documents) inputs.push_back({inputs.size(), &document, {}});
  return std::make_shared<const Segment>(
      storage::SectionFile::from_memory(build_segment(inputs, session, {}, nullptr)));
}

TEST(Words, OfASegmentAreThoseOfItsTextsAndOfAMergeThoseOfItsSources) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(4)); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    support::Corpus corpus(seed, 3000);
    std::vector<Document> all;
    std::vector<MergeSource> sources;
    for (std::uint32_t s = 0, next = 0; s < 3; ++s) {
      std::vector<Document> some;
      for (std::uint32_t i = 0; i < 120; ++i, ++next)
        some.push_back(i % 20 == 7 ? row_of(corpus.lesson(next, 100)) : corpus.document(next));
      const auto segment = built(some);
      for (const std::string lang : {"en", "fr"}) EXPECT_EQ(stored(*segment, lang), read(some, lang));
      for (const Partition& partition : segment->partitions()) EXPECT_FALSE(segment->stale_words(partition));
      sources.push_back({segment, Overlay::none(*segment)});
      all.insert(all.end(), some.begin(), some.end());
    }
    for (const Layout layout : {Layout::fast, Layout::compact}) {
      const Segment merged(storage::SectionFile::from_memory(merge_segments(sources, {}, layout, nullptr).image));
      for (const std::string lang : {"en", "fr"}) EXPECT_EQ(stored(merged, lang), read(all, lang));
    }
  }
}

TEST(Words, OfWhichARemovedDocumentWasTheLastGoWithTheirTermAndElseAreMarked) {
  Document kept, gone;
  kept.id = "kept", kept.lang = "en", kept.body = "installed";
  gone.id = "gone", gone.lang = "en", gone.body = "installations of zebras";
  const auto segment = built({gone, kept});
  const auto overlay = Overlay::none(*segment)->without(*segment, std::vector<std::uint32_t>{*segment->find("gone")});
  const std::vector<MergeSource> sources{{segment, overlay}};
  const Segment merged(storage::SectionFile::from_memory(merge_segments(sources, {}, Layout::fast, nullptr).image));
  const Words left = stored(merged, "en");
  EXPECT_EQ(left.df.count({"zebras", "zebra"}), 0u);
  EXPECT_EQ(left.df.count({"installations", "instal"}), 1u);
  EXPECT_TRUE(merged.stale_words(merged.partitions()[0]));
}

}  // namespace
}  // namespace forestall::index
