// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "forestall/document.h"
#include "index/forward_cache.h"
#include "index/word_signatures.h"
#include "postings/dense_row.h"
#include "postings/dictionary.h"
#include "postings/forward.h"
#include "postings/list_view.h"
#include "postings/packed_list.h"
#include "schema/fields.h"
#include "storage/section_file.h"

namespace forestall::index {

/// Sections of a segment file. Saved on disk: never renumber.
enum SectionId : std::uint32_t {
  kMeta = 0,
  kTermOffsets,
  kTermBytes,
  kTermTables,
  kTermInfos,
  kLists,
  kRows,
  kForwardOffsets,
  kForwardBytes,
  kLengths,
  kDocInfos,
  kIdOffsets,
  kIdBytes,
  kIdTable,
  kStringOffsets,
  kStringBytes,
  kGroups,
  kPriorBounds,
  kDistinct,
  kPriors,
  kWindowFacts,
  kNorms,
  kWordOffsets,
  kWordBytes,
  kWordInfos,
  kWordStarts,
  kWordBits,
};

/// Columns whose distinct strings a filter looks through. Saved on disk: never renumber.
enum class Column : std::uint32_t { audience = 0, products = 1, category = 2, tags = 3 };
inline constexpr std::uint32_t kColumns = 4;

inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

/// What a filter, a sort or a prior needs to know of a document. Strings are numbers of the segment's string table,
/// where sets are joined by 0x1F (audience.h). Saved on disk.
struct DocInfo {
  std::uint64_t number = 0;
  std::int64_t created = kNoTime, updated = kNoTime;
  std::uint32_t fold = 0;  ///< "f:family" or, of a reply, "i:topic"; 0: none, it stands for "i:" and its own id
  std::uint32_t products = 0, category = 0, tags = 0, audience = 0;
  VoteCount votes;  ///< the base; voters' votes are in the overlay
  std::uint8_t kind = 0;
  std::uint8_t solved = 0;
  std::uint16_t reserved = 0;
};
static_assert(sizeof(DocInfo) == 56);

/// The newest document of a window that ages, and which kinds are in it. Saved on disk.
struct WindowFacts {
  std::int64_t newest = kNoTime;
  std::uint32_t kinds = 0;  ///< bit 1 << kind
  std::uint32_t reserved = 0;
  bool has(Kind kind) const { return (kinds >> static_cast<unsigned>(kind) & 1) != 0; }
};
static_assert(sizeof(WindowFacts) == 16);

/// A word of documents that is not its own term. Saved on disk.
struct WordInfo {
  std::uint32_t df = 0;  ///< documents that held it when they were indexed; merges add, and forget what is removed only
                         ///< with the term
  std::uint32_t term = 0;  ///< of the partition
};
static_assert(sizeof(WordInfo) == 8);

/// What a partition holds. Lessons are stored and indexed as documents whose ids no document can have (lesson.h).
enum class Space : std::uint8_t { documents = 0, lessons = 1 };

/// The documents (or lessons) of one language that count in the statistics, or of those that do not: they have their
/// own term table and lists. Documents are numbered from 0 inside a partition, terms through the whole segment.
struct Partition {
  std::string lang;     ///< canonical; empty: uncertain, searched with every language
  bool counted = true;  ///< visible to the schema's statistics_audience
  Space space = Space::documents;
  std::uint32_t first_document = 0, documents = 0;
  std::uint32_t first_term = 0, terms = 0;
  std::uint64_t table = 0, table_bytes = 0;              ///< its part of kTermTables
  std::uint64_t rows = 0;                                ///< offset of its rows in kRows
  schema::FieldValues averages{};                        ///< with which impacts were baked
  std::array<std::uint64_t, schema::kFields> lengths{};  ///< sums over its documents
  std::uint32_t windows() const { return (documents + postings::kWindow - 1) / postings::kWindow; }
};

/// An immutable, searchable set of documents: a file, or an image in memory. Thread-safe.
/// Documents are numbered from 0 through the partitions.
/// A compact one (Layout) has packed lists, and neither rows nor forward entries: these are made anew from the stored
/// documents (ForwardReader).
class Segment {
 public:
  explicit Segment(std::shared_ptr<const storage::SectionFile> file);

  std::uint32_t size() const { return documents_; }
  const std::vector<Partition>& partitions() const { return partitions_; }
  const Partition& partition_of(std::uint32_t doc) const;
  const storage::SectionFile& file() const { return *file_; }
  bool compact() const { return forward_offsets_ == nullptr; }
  ForwardCache& forward_cache() const { return forward_cache_; }

  std::string_view id(std::uint32_t doc) const { return ids_[doc]; }
  std::optional<std::uint32_t> find(std::string_view id) const;
  const DocInfo& info(std::uint32_t doc) const { return infos_[doc]; }
  std::string_view string(std::uint32_t number) const { return strings_[number]; }
  std::uint32_t strings() const { return strings_.size(); }
  const schema::FieldCounts& lengths(std::uint32_t doc) const { return lengths_[doc]; }
  /// The numbers of the strings that stand in a column, ascending.
  std::span<const std::uint32_t> distinct(Column column) const { return distinct_[static_cast<std::uint32_t>(column)]; }
  std::string_view audience(std::uint32_t doc) const { return string(infos_[doc].audience); }
  /// "f:family" or "i:id": documents with the same key are answered once.
  std::string fold_key(std::uint32_t doc) const;
  /// The documents whose stored fold is exactly `fold` ("f:family", or "i:topic" for its replies), ascending.
  std::vector<std::uint32_t> group(std::string_view fold) const;

  /// The lessons that name this id as a solution, ascending; removed ones too.
  std::span<const std::uint32_t> lessons_of(std::string_view solution) const;
  bool has_lessons() const { return has_lessons_; }

  std::uint32_t terms() const { return terms_.size(); }
  std::string_view term(std::uint32_t term) const;
  /// Asks the processor for where a term's text is, and, some time later, for the text.
  void prefetch_term_offset(std::uint32_t term) const { terms_.prefetch_offset(term); }
  void prefetch_term(std::uint32_t term) const { terms_.prefetch(term); }
  std::optional<std::uint32_t> find_term(const Partition& partition, std::string_view term, std::uint64_t hash) const;
  /// The term that it may be, which is not checked: to be prefetched.
  std::optional<std::uint32_t> guess_term(const Partition& partition, std::uint64_t hash) const;
  /// Asks the processor for where a term is looked up, for what is known of one found, and for its list and row.
  void prefetch_slot(const Partition& partition, std::uint64_t hash) const;
  void prefetch_info(std::uint32_t term) const { __builtin_prefetch(term_infos_ + term); }
  void prefetch_list(const Partition& partition, std::uint32_t term) const;
  /// The words of a partition that are not their own terms, ascending: numbers from `first` to below `second`. None in
  /// indexes made before words were kept, until they are rebuilt.
  std::pair<std::uint32_t, std::uint32_t> words(const Partition& partition) const;
  /// Whether some of them may have stood in removed documents alone: merges cannot tell. After `words`.
  bool stale_words(const Partition& partition) const;
  std::string_view word(std::uint32_t word) const { return words_[word]; }
  const WordInfo& word_info(std::uint32_t word) const { return word_infos_[word]; }
  /// The first word of the partition that is not less than the text.
  std::uint32_t lower_word(const Partition& partition, std::string_view text) const;
  /// The first term of the partition that is not less than the text.
  std::uint32_t lower_term(const Partition& partition, std::string_view text) const;
  /// Whether a term is a word that people write. After `words`.
  bool is_word(std::uint32_t term) const {
    return word_bits_ != nullptr && (word_bits_[term / 8] >> term % 8 & 1) != 0;
  }
  /// Made when they are first asked for.
  const WordSignatures& signatures(const Partition& partition) const;
  const postings::TermInfo& term_info(std::uint32_t term) const { return term_infos_[term]; }
  /// A packed list is unpacked into the pool, which must outlive the view.
  postings::ListView list(const Partition& partition, std::uint32_t term, postings::ListPool& pool) const;
  /// Not present if the term has none.
  postings::DenseRow row(const Partition& partition, std::uint32_t term) const;
  /// Not of a compact segment.
  postings::ForwardCursor forward(std::uint32_t doc) const;
  /// Terms of documents of a compact segment, each as often as it stands in one of them, ascending: found by going
  /// through all lists.
  std::vector<std::uint32_t> terms_of(std::span<const std::uint32_t> docs) const;
  /// Asks the processor for where the document's forward entry is, and, some time later, for the entry.
  void prefetch_offset(std::uint32_t doc) const { __builtin_prefetch(forward_offsets_ + doc); }
  void prefetch_forward(std::uint32_t doc) const {
    if (compact()) return;
    const char* entry = file_->section(kForwardBytes).data() + forward_offsets_[doc];
    for (const std::size_t line : {0, 64, 128}) __builtin_prefetch(entry + line);
  }
  /// At least the vote prior of every document of that window of the partition, voters' votes not counted.
  float prior_bound(const Partition& partition, std::uint32_t window) const;
  /// ranking::prior_byte of every document's vote prior, voters' votes not counted.
  const std::uint8_t* priors() const { return priors_; }
  /// What bounds the other factors in a window.
  const WindowFacts& window_facts(const Partition& partition, std::uint32_t window) const {
    return facts_[prior_starts_[static_cast<std::size_t>(&partition - partitions_.data())] + window];
  }

 private:
  void read_meta();
  void collect_lessons() const;
  void make_id_table() const;
  std::shared_ptr<const storage::SectionFile> file_;
  std::uint32_t documents_ = 0;
  bool has_lessons_ = false;
  mutable std::once_flag lessons_collected_;
  mutable std::unordered_map<std::string_view, std::vector<std::uint32_t>> lessons_;
  std::vector<Partition> partitions_;
  std::vector<std::uint32_t> prior_starts_;
  postings::StringTable ids_, strings_, terms_, words_;
  postings::SampledTerms samples_;  // of a compact one's terms
  mutable postings::HashTable id_table_;
  mutable std::string id_slots_;  // of a compact one, made when an id is first looked for
  mutable std::once_flag ids_hashed_;
  mutable ForwardCache forward_cache_;
  mutable std::once_flag words_signed_;
  mutable std::vector<WordSignatures> signatures_;  // by partition
  std::vector<postings::HashTable> term_tables_;
  const DocInfo* infos_ = nullptr;
  const schema::FieldCounts* lengths_ = nullptr;
  const postings::TermInfo* term_infos_ = nullptr;
  const WordInfo* word_infos_ = nullptr;
  const std::uint32_t* word_starts_ = nullptr;
  const std::uint8_t* word_bits_ = nullptr;
  const std::uint64_t* forward_offsets_ = nullptr;
  const std::uint32_t* groups_ = nullptr;
  std::uint32_t group_count_ = 0;
  const float* prior_bounds_ = nullptr;
  const std::uint8_t* priors_ = nullptr;
  const WindowFacts* facts_ = nullptr;
  const postings::Norm* norms_ = nullptr;
  std::span<const std::uint32_t> distinct_[kColumns];
};

}  // namespace forestall::index
