// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "index/segment.h"
#include "postings/list_writer.h"
#include "ranking/bm25f.h"

namespace forestall::index {

/// A document's columns, with its strings still strings.
struct DocColumns {
  std::string_view id;
  DocInfo info;  ///< fold, products, category, tags, audience are filled in by the writer
  std::string_view fold, products, category, tags, audience;
  schema::FieldCounts lengths{};
};

/// Which partition a document goes to; in their order in a segment.
struct PartitionKey {
  Space space = Space::documents;
  bool hidden = false;  ///< from the statistics
  std::string lang;
  auto operator<=>(const PartitionKey&) const = default;
};

/// Writes a segment image, partition by partition: documents first, then terms in ascending order, then forward entries
/// in document order (not for Layout::compact). Used by `build_segment` and `merge_segments`.
class SegmentWriter {
 public:
  explicit SegmentWriter(const Schema& schema, Layout layout = Layout::fast)
      : schemas_{schema, schema::of_lessons(schema)}, schema_(&schemas_[0]), compact_(layout == Layout::compact) {}

  /// `averages`: with which this partition's impacts are baked.
  void begin_partition(const PartitionKey& key, const schema::FieldValues& averages);
  void add_document(const DocColumns& columns);
  /// Room for the lists and the forward entries of so many bytes of postings more.
  void reserve(std::size_t bytes);
  /// `hash`: base::hash(term). `most`: as many postings as it may have.
  void begin_term(std::string_view term, std::uint64_t hash, std::uint32_t most);
  /// `doc` counts from 0 in the partition, ascending. `record`: as it stands in a list.
  void add_posting(std::uint32_t doc, std::uint8_t code, std::string_view record) {
    // Nearly all postings are a few occurrences in a body, and perhaps one in the title or the tags.
    const std::uint8_t quick = kQuickOf[code];
    const std::uint8_t impact = quick < kQuick ? quick_[doc][quick] : impact_of(doc, code, record);
    list_.add(doc, code, impact, record);
  }
  void end_term();
  /// `terms` in the numbering of the partition: 0 is its first `begin_term`.
  void add_forward(const postings::ForwardWriter& forward);
  void end_partition();
  std::string finish();

  std::uint32_t partition_first_term() const { return partition_.first_term; }

 private:
  static constexpr std::uint32_t kQuick = 16;
  static const std::array<std::uint8_t, kQuick> kQuickCodes;
  static const std::array<std::uint8_t, 256> kQuickOf;  ///< place in kQuickCodes, kQuick: none
  std::uint8_t impact_of(std::uint32_t doc, std::uint8_t code, std::string_view record) const;
  void write_meta(std::string& out) const;
  void write_strings();
  void write_groups(std::string& out) const;
  void write_priors(std::string& bounds, std::string& priors, std::string& facts) const;
  void write_distinct(std::string& out) const;
  postings::Norm norm_of(std::uint32_t doc) const;
  std::uint32_t intern(std::string_view text);

  const Schema schemas_[2];  ///< by Space
  const Schema* schema_;     ///< of the partition
  const bool compact_;
  double scale_ = 0;  ///< of its impacts
  Partition partition_;
  std::vector<Partition> partitions_;
  std::vector<schema::FieldValues> factors_;  ///< of the partition's documents
  std::vector<double> k1_;
  std::vector<postings::Norm> norms_;                    ///< of all documents, for Layout::compact
  std::vector<std::array<std::uint8_t, kQuick>> quick_;  ///< impacts of kQuickCodes
  std::vector<std::uint64_t> term_hashes_;
  std::string_view term_;
  std::uint64_t hash_ = 0;  ///< of it
  std::uint32_t row_count_ = 0;
  postings::ListWriter list_;
  std::vector<DocInfo> infos_;
  std::vector<schema::FieldCounts> lengths_;
  std::map<std::string, std::uint32_t, std::less<>> strings_{{"", 0}};
  std::vector<std::uint64_t> id_hashes_;
  std::vector<std::uint32_t> term_offsets_{0}, id_offsets_{0};
  std::vector<std::uint64_t> forward_offsets_{0};
  std::vector<postings::TermInfo> term_infos_;
  std::string term_bytes_, term_tables_, lists_, rows_, forward_bytes_, id_bytes_;
};

}  // namespace forestall::index
