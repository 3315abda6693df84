// SPDX-License-Identifier: Apache-2.0
#include "index/segment_writer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/bytes.h"
#include "base/hash.h"
#include "ranking/bm25f.h"
#include "ranking/prior.h"

namespace forestall::index {
namespace {

template <typename T>
void append(base::Spool& out, const std::vector<T>& values) {
  out.append(std::string_view(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)));
}

/// The sections that a compact segment compresses, with the sizes of their records.
constexpr std::pair<std::uint32_t, std::size_t> kPacked[] = {{kTermOffsets, 4},
                                                             {kTermBytes, 1},
                                                             {kTermInfos, sizeof(postings::TermInfo)},
                                                             {kLengths, sizeof(schema::FieldCounts)},
                                                             {kDocInfos, sizeof(DocInfo)},
                                                             {kIdOffsets, 4},
                                                             {kIdBytes, 1},
                                                             {kStringOffsets, 4},
                                                             {kStringBytes, 1},
                                                             {kGroups, 4},
                                                             {kPriors, 1},
                                                             {kWindowFacts, sizeof(WindowFacts)},
                                                             {kNorms, sizeof(postings::Norm)},
                                                             {kWordOffsets, 4},
                                                             {kWordBytes, 1},
                                                             {kWordInfos, sizeof(WordInfo)},
                                                             {kWordBits, 1}};

}  // namespace

// 1 to 8 in the body; one in the title, and 0 to 3 in the body; one in the tags, and 0 to 3 in the body.
const std::array<std::uint8_t, SegmentWriter::kQuick> SegmentWriter::kQuickCodes = {1,  2,  3,  4,  5,  6,  7,  8,
                                                                                    84, 85, 86, 87, 42, 43, 44, 45};
const std::array<std::uint8_t, 256> SegmentWriter::kQuickOf = [] {
  std::array<std::uint8_t, 256> places{};
  places.fill(kQuick);
  for (std::uint8_t i = 0; i < kQuick; ++i) places[kQuickCodes[i]] = i;
  return places;
}();

SegmentWriter::SegmentWriter(const Schema& schema, Layout layout, base::Spill* spill)
    : schemas_{schema, schema::of_lessons(schema)},
      schema_(&schemas_[0]),
      compact_(layout == Layout::compact),
      spill_(spill),
      weights_(spill),
      quick_(spill),
      term_hashes_(spill),
      list_(spill),
      infos_(spill),
      lengths_(spill),
      norms_(spill),
      priors_(spill),
      id_hashes_(spill),
      forward_offsets_(spill),
      term_offsets_(spill),
      id_offsets_(spill),
      string_offsets_(spill),
      term_infos_(spill),
      word_infos_(spill),
      word_offsets_(spill),
      word_starts_(spill),
      word_stale_(spill),
      word_bits_(spill),
      word_bytes_(spill),
      term_bytes_(spill),
      term_tables_(spill),
      lists_(spill),
      rows_(spill),
      forward_bytes_(spill),
      id_bytes_(spill),
      string_bytes_(spill) {
  forward_offsets_.push_back(0);
  term_offsets_.push_back(0);
  word_offsets_.push_back(0);
  id_offsets_.push_back(0);
  string_offsets_.push_back(0);
  add_string("");
}

std::uint32_t SegmentWriter::add_string(std::string_view text) {
  string_bytes_.append(text);
  string_offsets_.push_back(static_cast<std::uint32_t>(string_bytes_.size()));
  return string_count_++;
}

void SegmentWriter::begin_partition(const PartitionKey& key, const schema::FieldValues& averages, bool stale) {
  schema_ = &schemas_[static_cast<std::size_t>(key.space)];
  scale_ = ranking::bake_scale(schema::largest_k1(*schema_));
  partition_ = {};
  partition_.lang = key.lang;
  partition_.counted = !key.hidden;
  partition_.space = key.space;
  partition_.averages = averages;
  partition_.first_document = documents_;
  partition_.first_term = terms_;
  partition_.table = term_tables_.size();
  partition_.rows = rows_.size();
  word_starts_.push_back(static_cast<std::uint32_t>(word_infos_.size()));
  word_stale_.push_back(stale ? 1 : 0);
  weights_.clear();
  quick_.clear();
  term_hashes_.clear();
  row_count_ = 0;
}

std::uint32_t SegmentWriter::intern(std::string_view text) {
  const auto found = strings_.find(text);
  if (found != strings_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(strings_.size());
  strings_.emplace(text, number);
  return number;
}

void SegmentWriter::add_document(const DocColumns& columns) {
  DocInfo info = columns.info;
  info.fold = intern(columns.fold);
  info.products = intern(columns.products);
  info.category = intern(columns.category);
  info.tags = intern(columns.tags);
  info.audience = intern(columns.audience);
  add_document(columns.id, info, columns.lengths);
}

void SegmentWriter::add_document(std::string_view id, const DocInfo& info, const schema::FieldCounts& lengths) {
  infos_.push_back(info);
  lengths_.push_back(lengths);
  for (int f = 0; f < schema::kFields; ++f) partition_.lengths[f] += lengths[f];
  const Weights weights{ranking::field_factors(*schema_, lengths, partition_.averages),
                        schema::k1_of(*schema_, static_cast<Kind>(info.kind))};
  Quick quick;
  if (compact_) {
    const postings::Norm norm = norm_of(weights);
    norms_.push_back(norm);
    for (std::uint32_t i = 0; i < kQuick; ++i) quick[i] = postings::norm_impact(norm, kQuickCodes[i]);
  } else {
    weights_.push_back(weights);
    for (std::uint32_t i = 0; i < kQuick; ++i) quick[i] = baked(weights, postings::kTfOfCode[kQuickCodes[i]]);
  }
  quick_.push_back(quick);
  add_prior(info);
  id_hashes_.push_back(base::hash(id));
  id_bytes_.append(id);
  id_offsets_.push_back(static_cast<std::uint32_t>(id_bytes_.size()));
  ++partition_.documents;
  ++documents_;
}

/// What bounds the document's vote prior, and its window's.
void SegmentWriter::add_prior(const DocInfo& info) {
  if (partition_.documents % postings::kWindow == 0) {
    prior_bounds_.push_back(0);
    facts_.emplace_back();
  }
  const auto kind = static_cast<Kind>(info.kind);
  const double prior = ranking::vote_prior(info.votes, kind);
  priors_.push(static_cast<char>(ranking::prior_byte(prior)));
  prior_bounds_.back() = std::max(prior_bounds_.back(), std::nextafter(static_cast<float>(prior), 1e9F));
  facts_.back().kinds |= 1u << info.kind;
  if (ranking::ages(kind)) facts_.back().newest = std::max(facts_.back().newest, info.created);
}

postings::Norm SegmentWriter::norm_of(const Weights& weights) const {
  postings::Norm norm;
  for (std::size_t f = 0; f < schema::kFields; ++f)
    norm.fields[f] = postings::norm_byte(weights.factors[f] / weights.k1);
  norm.most = ranking::bake_scaled(weights.k1 + 1, scale_);
  return norm;
}

void SegmentWriter::begin_terms() {
  weights_at_ = weights_.view().data();
  quick_at_ = quick_.view().data();
  if (!compact_) return;
  lengths_at_ = lengths_.view().data() + partition_.first_document;
  norms_at_ = norms_.view().data() + partition_.first_document;
}

void SegmentWriter::reserve(std::size_t bytes) {
  lists_.room(bytes);
  forward_bytes_.room(bytes / 2);
}

void SegmentWriter::begin_term(std::string_view term, std::uint64_t hash, std::uint32_t most, bool word) {
  term_ = term;
  hash_ = hash;
  word_ = word && partition_.space == Space::documents;
  list_.clear();
  list_.reserve(most);
}

std::uint8_t SegmentWriter::baked(const Weights& weights, const schema::FieldCounts& tf) const {
  return ranking::bake_scaled(ranking::saturate(ranking::combined_tf(tf, weights.factors), weights.k1), scale_);
}

std::uint8_t SegmentWriter::impact_of(std::uint32_t doc, std::uint8_t code, std::string_view record) const {
  if (compact_) return postings::norm_impact(norms_at_[doc], code);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(record.data());
  return baked(weights_at_[doc], postings::read_tf(code, bytes));
}

void SegmentWriter::end_term() {
  if (!compact_) lists_.align(2);
  postings::TermInfo info;
  info.df = list_.size();
  info.list = (static_cast<std::uint64_t>(lists_.size()) << 8) | list_.largest_impact();
  if (compact_) {
    list_.pack(lists_, {partition_.documents, lengths_at_, norms_at_});
  } else {
    if (list_.dense(partition_.documents)) info.row = ++row_count_;
    list_.write(lists_, rows_, partition_.documents);
  }
  term_infos_.push_back(info);
  if (!compact_) term_hashes_.push_back(hash_);
  term_bytes_.append(term_);
  term_offsets_.push_back(static_cast<std::uint32_t>(term_bytes_.size()));
  bits_ = static_cast<std::uint8_t>(bits_ | static_cast<unsigned>(word_) << terms_ % 8);
  ++partition_.terms;
  if (++terms_ % 8 == 0) word_bits_.push_back(std::exchange(bits_, std::uint8_t{0}));
}

/// Lessons are looked for by drafts alone: nobody may be offered their words.
void SegmentWriter::add_word(std::string_view word, const WordInfo& info) {
  if (partition_.space != Space::documents) return;
  word_infos_.push_back(info);
  word_bytes_.append(word);
  word_offsets_.push_back(static_cast<std::uint32_t>(word_bytes_.size()));
}

void SegmentWriter::end_partition() {
  if (!compact_) postings::HashTable::write(term_hashes_.view(), term_tables_);
  partition_.table_bytes = term_tables_.size() - partition_.table;
  partitions_.push_back(partition_);
}

void SegmentWriter::write_meta(base::Spool& out) const {
  std::string bytes;
  base::ByteWriter meta(bytes);
  meta.varint(documents_);
  meta.varint(partitions_.size());
  for (const Partition& p : partitions_) {
    meta.text(p.lang);
    meta.fixed<std::uint8_t>(static_cast<std::uint8_t>(p.counted | static_cast<unsigned>(p.space) << 1));
    for (const std::uint64_t value :
         {std::uint64_t{p.first_document}, std::uint64_t{p.documents}, std::uint64_t{p.first_term},
          std::uint64_t{p.terms}, p.table, p.table_bytes, p.rows})
      meta.varint(value);
    for (const double value : p.averages) meta.fixed(value);
    for (const std::uint64_t value : p.lengths) meta.varint(value);
  }
  out.append(bytes);
}

/// Numbers were given in order of arrival; sorted strings can be searched.
void SegmentWriter::sort_strings() {
  if (strings_.size() == 1) return;
  std::vector<std::uint32_t> sorted(strings_.size());
  for (const auto& [text, number] : strings_)
    if (!text.empty()) sorted[number] = add_string(text);
  base::Column<DocInfo> infos(spill_);
  for (DocInfo info : infos_.view()) {
    for (const auto member : kStringColumns) info.*member = sorted[info.*member];
    infos.push_back(info);
  }
  infos_ = std::move(infos);
}

/// The documents that have a fold, by folds.
void SegmentWriter::write_groups(base::Spool& out) {
  std::vector<std::uint32_t> next(string_count_ + 1);
  const std::span<const DocInfo> infos = infos_.view();
  for (const DocInfo& info : infos)
    if (info.fold != 0) ++next[info.fold + 1];
  for (std::size_t fold = 1; fold < next.size(); ++fold) next[fold] += next[fold - 1];
  std::vector<std::uint32_t> docs(next.back());
  for (std::uint32_t doc = 0; doc < infos.size(); ++doc)
    if (infos[doc].fold != 0) docs[next[infos[doc].fold]++] = doc;
  append(out, docs);
}

void SegmentWriter::write_distinct(base::Spool& out) {
  const std::span<const DocInfo> infos = infos_.view();
  std::vector<std::vector<bool>> seen;
  for (const auto member : {&DocInfo::audience, &DocInfo::products, &DocInfo::category, &DocInfo::tags}) {
    std::vector<bool>& column = seen.emplace_back(string_count_);
    for (const DocInfo& info : infos) column[info.*member] = true;
  }
  base::Column<std::uint32_t> numbers(spill_);
  for (const auto& column : seen)
    numbers.push_back(static_cast<std::uint32_t>(std::count(column.begin(), column.end(), true)));
  for (const auto& column : seen)
    for (std::uint32_t number = 0; number < string_count_; ++number)
      if (column[number]) numbers.push_back(number);
  out = std::move(numbers.bytes());
}

storage::SectionWriter SegmentWriter::sections() {
  weights_.release();
  quick_.release();
  term_hashes_.release();
  sort_strings();
  word_starts_.push_back(static_cast<std::uint32_t>(word_infos_.size()));
  if (terms_ % 8 != 0) word_bits_.push_back(bits_);
  term_infos_.push_back({0, 0, static_cast<std::uint64_t>(lists_.size()) << 8});
  storage::SectionWriter out(spill_);
  if (compact_) {
    lists_.append(std::string_view("\0\0\0\0\0\0\0", 8));  // readers of bits look at a few bytes more
    for (const auto& [id, stride] : kPacked) out.pack(id, stride);
  }
  write_meta(out.begin(kMeta));
  out.begin(kTermOffsets) = std::move(term_offsets_.bytes());
  out.begin(kTermBytes) = std::move(term_bytes_);
  out.begin(kTermTables) = std::move(term_tables_);
  out.begin(kTermInfos) = std::move(term_infos_.bytes());
  out.begin(kLists) = std::move(lists_);
  out.begin(kRows) = std::move(rows_);
  if (!compact_) out.begin(kForwardOffsets) = std::move(forward_offsets_.bytes());
  out.begin(kForwardBytes) = std::move(forward_bytes_);
  out.begin(kLengths) = std::move(lengths_.bytes());
  base::Spool& infos = out.begin(kDocInfos);
  out.begin(kIdOffsets) = std::move(id_offsets_.bytes());
  out.begin(kIdBytes) = std::move(id_bytes_);
  if (!compact_) postings::HashTable::write(id_hashes_.view(), out.begin(kIdTable));
  id_hashes_.release();
  out.begin(kStringOffsets) = std::move(string_offsets_.bytes());
  out.begin(kStringBytes) = std::move(string_bytes_);
  write_groups(out.begin(kGroups));
  append(out.begin(kPriorBounds), prior_bounds_);
  write_distinct(out.begin(kDistinct));
  infos = std::move(infos_.bytes());
  out.begin(kPriors) = std::move(priors_);
  append(out.begin(kWindowFacts), facts_);
  out.begin(kNorms) = std::move(norms_.bytes());
  out.begin(kWordOffsets) = std::move(word_offsets_.bytes());
  out.begin(kWordBytes) = std::move(word_bytes_);
  out.begin(kWordInfos) = std::move(word_infos_.bytes());
  word_starts_.append(word_stale_.view().data(), word_stale_.size());
  out.begin(kWordStarts) = std::move(word_starts_.bytes());
  out.begin(kWordBits) = std::move(word_bits_.bytes());
  return out;
}

}  // namespace forestall::index
