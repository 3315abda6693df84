// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/spool.h"
#include "index/segment.h"
#include "postings/list_writer.h"
#include "ranking/bm25f.h"
#include "storage/section_writer.h"

namespace forestall::index {

/// A document's columns, with its strings still strings.
struct DocColumns {
  std::string_view id;
  DocInfo info;  ///< fold, products, category, tags, audience are filled in by the writer
  std::string_view fold, products, category, tags, audience;
  schema::FieldCounts lengths{};
};

/// What of a document's columns is the number of a string.
inline constexpr std::uint32_t DocInfo::*kStringColumns[] = {&DocInfo::fold, &DocInfo::products, &DocInfo::category,
                                                             &DocInfo::tags, &DocInfo::audience};

/// Which partition a document goes to; in their order in a segment.
struct PartitionKey {
  Space space = Space::documents;
  bool hidden = false;  ///< from the statistics
  std::string lang;
  auto operator<=>(const PartitionKey&) const = default;
};

/// Writes a segment, partition by partition: documents first, then terms in ascending order, then forward entries
/// in document order (not for Layout::compact). Used by `build_segment` and `merge_segments`.
class SegmentWriter {
 public:
  /// `spill`: where goes what is too large for memory; without it everything stays there.
  explicit SegmentWriter(const Schema& schema, Layout layout = Layout::fast, base::Spill* spill = nullptr);

  /// The next string of the string table, if these are known before the documents: ascending, "" is there already.
  std::uint32_t add_string(std::string_view text);
  /// `averages`: with which this partition's impacts are baked. `stale`: words may be added that only removed documents
  /// had.
  void begin_partition(const PartitionKey& key, const schema::FieldValues& averages, bool stale = false);
  void add_document(const DocColumns& columns);
  /// The same with the numbers that `add_string` gave.
  void add_document(std::string_view id, const DocInfo& info, const schema::FieldCounts& lengths);
  /// The partition has all its documents; terms follow.
  void begin_terms();
  /// Room for the lists and the forward entries of so many bytes of postings more.
  void reserve(std::size_t bytes);
  /// `hash`: base::hash(term). `most`: as many postings as it may have. `word`: people write it so.
  void begin_term(std::string_view term, std::uint64_t hash, std::uint32_t most, bool word);
  /// `doc` counts from 0 in the partition, ascending. `record`: as it stands in a list.
  void add_posting(std::uint32_t doc, std::uint8_t code, std::string_view record) {
    // Nearly all postings are a few occurrences in a body, and perhaps one in the title or the tags.
    const std::uint8_t quick = kQuickOf[code];
    const std::uint8_t impact = quick < kQuick ? quick_at_[doc][quick] : impact_of(doc, code, record);
    list_.add(doc, code, impact, record);
  }
  void end_term();
  /// The next word of the partition that is not its own term, ascending. Its terms have all been added.
  void add_word(std::string_view word, const WordInfo& info);
  /// `terms` in the numbering of the partition: 0 is its first `begin_term`.
  void add_forward(const postings::ForwardWriter& forward) {
    forward.write(forward_bytes_);
    forward_offsets_.push_back(forward_bytes_.size());
  }
  void end_partition();
  /// The image. The writer is spent.
  std::string finish() { return sections().finish(); }
  /// The same as a file, durably.
  void finish(const std::filesystem::path& path) { sections().finish(path); }

 private:
  static constexpr std::uint32_t kQuick = 16;
  static const std::array<std::uint8_t, kQuick> kQuickCodes;
  static const std::array<std::uint8_t, 256> kQuickOf;  ///< place in kQuickCodes, kQuick: none
  using Quick = std::array<std::uint8_t, kQuick>;       ///< impacts of kQuickCodes
  struct Weights {
    schema::FieldValues factors;
    double k1;
  };
  std::uint8_t impact_of(std::uint32_t doc, std::uint8_t code, std::string_view record) const;
  std::uint8_t baked(const Weights& weights, const schema::FieldCounts& tf) const;
  postings::Norm norm_of(const Weights& weights) const;
  std::uint32_t intern(std::string_view text);
  void add_prior(const DocInfo& info);
  storage::SectionWriter sections();
  void write_meta(base::Spool& out) const;
  void sort_strings();
  void write_groups(base::Spool& out);
  void write_distinct(base::Spool& out);

  const Schema schemas_[2];  ///< by Space
  const Schema* schema_;     ///< of the partition
  const bool compact_;
  base::Spill* const spill_;
  double scale_ = 0;  ///< of its impacts
  Partition partition_;
  std::vector<Partition> partitions_;

  // Of the partition's documents, and where they can be read.
  base::Column<Weights> weights_;  ///< not for Layout::compact
  base::Column<Quick> quick_;
  const Weights* weights_at_ = nullptr;
  const Quick* quick_at_ = nullptr;
  const schema::FieldCounts* lengths_at_ = nullptr;
  const postings::Norm* norms_at_ = nullptr;

  // Of the partition's terms.
  base::Column<std::uint64_t> term_hashes_;
  std::string_view term_;
  std::uint64_t hash_ = 0;  ///< of it
  bool word_ = false;       ///< the same
  std::uint32_t row_count_ = 0;
  postings::ListWriter list_;

  // Of the segment.
  std::map<std::string, std::uint32_t, std::less<>> strings_{{"", 0}};  ///< those that were not known before
  std::uint32_t documents_ = 0, terms_ = 0, string_count_ = 0;
  base::Column<DocInfo> infos_;
  base::Column<schema::FieldCounts> lengths_;
  base::Column<postings::Norm> norms_;  ///< for Layout::compact
  base::Spool priors_;
  std::vector<float> prior_bounds_;  ///< by window, as the facts
  std::vector<WindowFacts> facts_;
  base::Column<std::uint64_t> id_hashes_, forward_offsets_;
  base::Column<std::uint32_t> term_offsets_, id_offsets_, string_offsets_;
  base::Column<postings::TermInfo> term_infos_;
  base::Column<WordInfo> word_infos_;
  base::Column<std::uint32_t> word_offsets_, word_starts_, word_stale_;  ///< by partition
  base::Column<std::uint8_t> word_bits_;                                 ///< of terms, eight a byte
  std::uint8_t bits_ = 0;                                                ///< of the last ones
  base::Spool word_bytes_;
  base::Spool term_bytes_, term_tables_, lists_, rows_, forward_bytes_, id_bytes_, string_bytes_;
};

}  // namespace forestall::index
