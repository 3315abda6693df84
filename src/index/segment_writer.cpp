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
void append(std::string& out, const std::vector<T>& values) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
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
                                                             {kNorms, sizeof(postings::Norm)}};

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

void SegmentWriter::begin_partition(const PartitionKey& key, const schema::FieldValues& averages) {
  schema_ = &schemas_[static_cast<std::size_t>(key.space)];
  scale_ = ranking::bake_scale(schema::largest_k1(*schema_));
  partition_ = {};
  partition_.lang = key.lang;
  partition_.counted = !key.hidden;
  partition_.space = key.space;
  partition_.averages = averages;
  partition_.first_document = static_cast<std::uint32_t>(infos_.size());
  partition_.first_term = static_cast<std::uint32_t>(term_infos_.size());
  partition_.table = term_tables_.size();
  partition_.rows = rows_.size();
  factors_.clear();
  k1_.clear();
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
  infos_.push_back(info);
  lengths_.push_back(columns.lengths);
  for (int f = 0; f < schema::kFields; ++f) partition_.lengths[f] += columns.lengths[f];
  factors_.push_back(ranking::field_factors(*schema_, columns.lengths, partition_.averages));
  k1_.push_back(schema::k1_of(*schema_, static_cast<Kind>(info.kind)));
  if (compact_) norms_.push_back(norm_of(partition_.documents));
  std::array<std::uint8_t, kQuick>& quick = quick_.emplace_back();
  for (std::uint32_t i = 0; i < kQuick; ++i) quick[i] = impact_of(partition_.documents, kQuickCodes[i], {});
  id_hashes_.push_back(base::hash(columns.id));
  id_bytes_.append(columns.id);
  id_offsets_.push_back(static_cast<std::uint32_t>(id_bytes_.size()));
  ++partition_.documents;
}

postings::Norm SegmentWriter::norm_of(std::uint32_t doc) const {
  postings::Norm norm;
  for (std::size_t f = 0; f < schema::kFields; ++f) norm.fields[f] = postings::norm_byte(factors_[doc][f] / k1_[doc]);
  norm.most = ranking::bake_scaled(k1_[doc] + 1, scale_);
  return norm;
}

void SegmentWriter::reserve(std::size_t bytes) {
  lists_.reserve(lists_.size() + bytes);
  forward_bytes_.reserve(forward_bytes_.size() + bytes / 2);
}

void SegmentWriter::begin_term(std::string_view term, std::uint64_t hash, std::uint32_t most) {
  term_ = term;
  hash_ = hash;
  list_.clear();
  list_.reserve(most);
}

std::uint8_t SegmentWriter::impact_of(std::uint32_t doc, std::uint8_t code, std::string_view record) const {
  if (compact_) return postings::norm_impact(norms_[partition_.first_document + doc], code);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(record.data());
  const double tf = ranking::combined_tf(postings::read_tf(code, bytes), factors_[doc]);
  return ranking::bake_scaled(ranking::saturate(tf, k1_[doc]), scale_);
}

void SegmentWriter::end_term() {
  if (!compact_ && lists_.size() % 2 != 0) lists_.push_back('\0');
  postings::TermInfo info;
  info.df = list_.size();
  info.list = (static_cast<std::uint64_t>(lists_.size()) << 8) | list_.largest_impact();
  if (compact_) {
    list_.pack(lists_, {partition_.documents, lengths_.data() + partition_.first_document,
                        norms_.data() + partition_.first_document});
  } else {
    if (list_.dense(partition_.documents)) info.row = ++row_count_;
    list_.write(lists_, rows_, partition_.documents);
  }
  term_infos_.push_back(info);
  term_hashes_.push_back(hash_);
  term_bytes_.append(term_);
  term_offsets_.push_back(static_cast<std::uint32_t>(term_bytes_.size()));
  ++partition_.terms;
}

void SegmentWriter::add_forward(const postings::ForwardWriter& forward) {
  forward.write(forward_bytes_);
  forward_offsets_.push_back(forward_bytes_.size());
}

void SegmentWriter::end_partition() {
  if (!compact_) postings::HashTable::write(term_hashes_, term_tables_);
  partition_.table_bytes = term_tables_.size() - partition_.table;
  partitions_.push_back(partition_);
}

void SegmentWriter::write_meta(std::string& out) const {
  base::ByteWriter meta(out);
  meta.varint(infos_.size());
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
}

void SegmentWriter::write_strings() {
  // Numbers were given in order of arrival; sorted strings can be searched.
  std::vector<std::uint32_t> sorted(strings_.size());
  std::uint32_t next = 0;
  for (auto& [text, number] : strings_) {
    sorted[number] = next;
    number = next++;
  }
  for (DocInfo& info : infos_)
    for (std::uint32_t* number : {&info.fold, &info.products, &info.category, &info.tags, &info.audience})
      *number = sorted[*number];
}

void SegmentWriter::write_groups(std::string& out) const {
  std::vector<std::uint32_t> docs;
  for (std::uint32_t doc = 0; doc < infos_.size(); ++doc)
    if (infos_[doc].fold != 0) docs.push_back(doc);
  std::stable_sort(docs.begin(), docs.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return infos_[a].fold < infos_[b].fold; });
  append(out, docs);
}

void SegmentWriter::write_priors(std::string& bounds, std::string& priors, std::string& facts) const {
  std::vector<float> largest;
  std::vector<WindowFacts> windows;
  for (const Partition& p : partitions_)
    for (std::uint32_t doc = 0; doc < p.documents; ++doc) {
      if (doc % postings::kWindow == 0) {
        largest.push_back(0);
        windows.emplace_back();
      }
      const DocInfo& info = infos_[p.first_document + doc];
      const auto kind = static_cast<Kind>(info.kind);
      const double prior = ranking::vote_prior(info.votes, kind);
      priors.push_back(static_cast<char>(ranking::prior_byte(prior)));
      largest.back() = std::max(largest.back(), std::nextafter(static_cast<float>(prior), 1e9F));
      windows.back().kinds |= 1u << info.kind;
      if (ranking::ages(kind)) windows.back().newest = std::max(windows.back().newest, info.created);
    }
  append(bounds, largest);
  append(facts, windows);
}

void SegmentWriter::write_distinct(std::string& out) const {
  std::vector<std::uint32_t> counts, all;
  for (const auto member : {&DocInfo::audience, &DocInfo::products, &DocInfo::category, &DocInfo::tags}) {
    std::vector<bool> seen(strings_.size());
    for (const DocInfo& info : infos_) seen[info.*member] = true;
    const std::size_t first = all.size();
    for (std::uint32_t number = 0; number < seen.size(); ++number)
      if (seen[number]) all.push_back(number);
    counts.push_back(static_cast<std::uint32_t>(all.size() - first));
  }
  append(out, counts);
  append(out, all);
}

std::string SegmentWriter::finish() {
  write_strings();
  term_infos_.push_back({0, 0, static_cast<std::uint64_t>(lists_.size()) << 8});
  storage::SectionWriter out;
  if (compact_) {
    lists_.append(8, '\0');  // readers of bits look at a few bytes more
    for (const auto& [id, stride] : kPacked) out.pack(id, stride);
  }
  write_meta(out.begin(kMeta));
  append(out.begin(kTermOffsets), term_offsets_);
  out.begin(kTermBytes) = std::move(term_bytes_);
  out.begin(kTermTables) = std::move(term_tables_);
  append(out.begin(kTermInfos), term_infos_);
  out.begin(kLists) = std::move(lists_);
  out.begin(kRows) = std::move(rows_);
  if (!compact_) append(out.begin(kForwardOffsets), forward_offsets_);
  out.begin(kForwardBytes) = std::move(forward_bytes_);
  append(out.begin(kLengths), lengths_);
  append(out.begin(kDocInfos), infos_);
  append(out.begin(kIdOffsets), id_offsets_);
  out.begin(kIdBytes) = std::move(id_bytes_);
  if (!compact_) postings::HashTable::write(id_hashes_, out.begin(kIdTable));
  std::vector<std::uint32_t> offsets{0};
  std::string bytes;
  for (const auto& [text, number] : strings_) {
    bytes += text;
    offsets.push_back(static_cast<std::uint32_t>(bytes.size()));
  }
  append(out.begin(kStringOffsets), offsets);
  out.begin(kStringBytes) = std::move(bytes);
  write_groups(out.begin(kGroups));
  std::string bounds, priors, facts;
  write_priors(bounds, priors, facts);
  out.begin(kPriorBounds) = std::move(bounds);
  write_distinct(out.begin(kDistinct));
  out.begin(kPriors) = std::move(priors);
  out.begin(kWindowFacts) = std::move(facts);
  append(out.begin(kNorms), norms_);
  return out.finish();
}

}  // namespace forestall::index
