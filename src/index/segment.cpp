// SPDX-License-Identifier: Apache-2.0
#include "index/segment.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/fail.h"
#include "base/hash.h"
#include "index/audience.h"
#include "ranking/prior.h"

namespace forestall::index {
namespace {

template <typename T>
const T* as(std::string_view bytes) {
  return reinterpret_cast<const T*>(bytes.data());
}

}  // namespace

Segment::Segment(std::shared_ptr<const storage::SectionFile> file) : file_(std::move(file)) {
  // What every search touches is checked now; lists, rows and forward entries when they are first used.
  for (const std::uint32_t id :
       {kMeta, kLengths, kDocInfos, kIdOffsets, kIdBytes, kIdTable, kStringOffsets, kStringBytes, kGroups, kPriorBounds,
        kForwardOffsets, kDistinct, kPriors, kWindowFacts, kNorms})
    file_->verify(file_->section(id));
  read_meta();
  ids_ = {file_->section(kIdOffsets), file_->section(kIdBytes)};
  strings_ = {file_->section(kStringOffsets), file_->section(kStringBytes)};
  terms_ = {file_->section(kTermOffsets), file_->section(kTermBytes)};
  words_ = {file_->section(kWordOffsets), file_->section(kWordBytes)};
  word_infos_ = as<WordInfo>(file_->section(kWordInfos));
  if (!file_->section(kWordStarts).empty()) {
    word_starts_ = as<std::uint32_t>(file_->section(kWordStarts));
    word_bits_ = as<std::uint8_t>(file_->section(kWordBits));
  }
  id_table_ = postings::HashTable(file_->section(kIdTable));
  infos_ = as<DocInfo>(file_->section(kDocInfos));
  lengths_ = as<schema::FieldCounts>(file_->section(kLengths));
  term_infos_ = as<postings::TermInfo>(file_->section(kTermInfos));
  if (!file_->section(kForwardOffsets).empty()) forward_offsets_ = as<std::uint64_t>(file_->section(kForwardOffsets));
  norms_ = as<postings::Norm>(file_->section(kNorms));
  if (compact()) samples_ = postings::SampledTerms(terms_);
  groups_ = as<std::uint32_t>(file_->section(kGroups));
  group_count_ = static_cast<std::uint32_t>(file_->section(kGroups).size() / sizeof(std::uint32_t));
  prior_bounds_ = as<float>(file_->section(kPriorBounds));
  priors_ = as<std::uint8_t>(file_->section(kPriors));
  facts_ = as<WindowFacts>(file_->section(kWindowFacts));
  const auto* counts = as<std::uint32_t>(file_->section(kDistinct));
  const std::uint32_t* next = counts + kColumns;
  for (std::uint32_t column = 0; column < kColumns; next += counts[column++])
    distinct_[column] = {next, counts[column]};
}

void Segment::read_meta() {
  base::ByteReader in(file_->section(kMeta), file_->name());
  documents_ = static_cast<std::uint32_t>(in.varint());
  const std::uint64_t count = in.varint();
  std::uint32_t windows = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    Partition p;
    p.lang = std::string(in.text());
    const auto flags = in.fixed<std::uint8_t>();
    p.counted = (flags & 1) != 0;
    p.space = static_cast<Space>(flags >> 1 & 1);
    has_lessons_ |= p.space == Space::lessons;
    p.first_document = static_cast<std::uint32_t>(in.varint());
    p.documents = static_cast<std::uint32_t>(in.varint());
    p.first_term = static_cast<std::uint32_t>(in.varint());
    p.terms = static_cast<std::uint32_t>(in.varint());
    p.table = in.varint();
    p.table_bytes = in.varint();
    p.rows = in.varint();
    for (double& value : p.averages) value = in.fixed<double>();
    for (std::uint64_t& value : p.lengths) value = in.varint();
    term_tables_.emplace_back(file_->section(kTermTables).substr(p.table, p.table_bytes));
    prior_starts_.push_back(windows);
    windows += p.windows();
    partitions_.push_back(std::move(p));
  }
}

const Partition& Segment::partition_of(std::uint32_t doc) const {
  return *std::find_if(partitions_.begin(), partitions_.end(),
                       [&](const Partition& p) { return doc - p.first_document < p.documents; });
}

void Segment::make_id_table() const {
  std::vector<std::uint64_t> hashes(documents_);
  for (std::uint32_t doc = 0; doc < documents_; ++doc) hashes[doc] = base::hash(ids_[doc]);
  id_slots_ = postings::HashTable::of(hashes);
  id_table_ = postings::HashTable(id_slots_);
}

std::optional<std::uint32_t> Segment::find(std::string_view id) const {
  if (compact()) std::call_once(ids_hashed_, [this] { make_id_table(); });
  return id_table_.find(base::hash(id), [&](std::uint32_t doc) { return ids_[doc] == id; });
}

/// Once, when they are first asked for: a merged segment need not pay for it while it is written.
void Segment::collect_lessons() const {
  for (const Partition& partition : partitions_) {
    if (partition.space != Space::lessons) continue;
    for (std::uint32_t i = 0; i < partition.documents; ++i) {
      const std::uint32_t doc = partition.first_document + i;
      for (const std::string_view solution : split(string(infos_[doc].tags), kMember))
        lessons_[solution].push_back(doc);
    }
  }
}

std::span<const std::uint32_t> Segment::lessons_of(std::string_view solution) const {
  if (!has_lessons_) return {};
  std::call_once(lessons_collected_, [this] { collect_lessons(); });
  const auto found = lessons_.find(solution);
  return found == lessons_.end() ? std::span<const std::uint32_t>() : std::span<const std::uint32_t>(found->second);
}

std::string Segment::fold_key(std::uint32_t doc) const {
  const std::uint32_t fold = infos_[doc].fold;
  return fold != 0 ? std::string(strings_[fold]) : "i:" + std::string(ids_[doc]);
}

std::vector<std::uint32_t> Segment::group(std::string_view fold) const {
  const std::uint32_t number = strings_.lower_bound(fold, 1, strings_.size());
  if (number >= strings_.size() || strings_[number] != fold) return {};
  const auto by_fold = [&](std::uint32_t doc, std::uint32_t wanted) { return infos_[doc].fold < wanted; };
  const std::uint32_t* first = std::lower_bound(groups_, groups_ + group_count_, number, by_fold);
  std::vector<std::uint32_t> docs;
  for (; first != groups_ + group_count_ && infos_[*first].fold == number; ++first) docs.push_back(*first);
  return docs;
}

std::string_view Segment::term(std::uint32_t term) const {
  file_->verify(file_->section(kTermOffsets).substr(term * sizeof(std::uint32_t), 2 * sizeof(std::uint32_t)));
  const std::string_view text = terms_[term];
  file_->verify(text);
  return text;
}

std::pair<std::uint32_t, std::uint32_t> Segment::words(const Partition& partition) const {
  if (word_starts_ == nullptr) return {0, 0};
  for (const std::uint32_t id : {kWordOffsets, kWordBytes, kWordInfos, kWordStarts, kWordBits})
    file_->verify(file_->section(id));
  const auto number = &partition - partitions_.data();
  return {word_starts_[number], word_starts_[number + 1]};
}

const WordSignatures& Segment::signatures(const Partition& partition) const {
  std::call_once(words_signed_, [this] {
    for (const Partition& one : partitions_) signatures_.emplace_back(*this, one);
  });
  return signatures_[static_cast<std::size_t>(&partition - partitions_.data())];
}

bool Segment::stale_words(const Partition& partition) const {
  return word_starts_ != nullptr && word_starts_[partitions_.size() + 1 + (&partition - partitions_.data())] != 0;
}

std::uint32_t Segment::lower_word(const Partition& partition, std::string_view text) const {
  const auto [first, end] = words(partition);
  return words_.lower_bound(text, first, end);
}

std::uint32_t Segment::lower_term(const Partition& partition, std::string_view text) const {
  std::uint32_t low = partition.first_term, high = low + partition.terms;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (term(middle) < text)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::optional<std::uint32_t> Segment::find_term(const Partition& partition, std::string_view term,
                                                std::uint64_t hash) const {
  if (compact()) {
    const std::uint32_t end = partition.first_term + partition.terms;
    const std::uint32_t ord = samples_.lower_bound(term, partition.first_term, end);
    return ord < end && terms_[ord] == term ? std::optional(ord) : std::nullopt;
  }
  const std::size_t number = static_cast<std::size_t>(&partition - partitions_.data());
  const auto found = term_tables_[number].find(
      hash, [&](std::uint32_t i) { return this->term(partition.first_term + i) == term; },
      [&](const postings::HashTable::Slot& slot) {
        file_->verify({reinterpret_cast<const char*>(&slot), sizeof slot});
      });
  if (!found) return std::nullopt;
  const std::uint32_t ord = partition.first_term + *found;
  file_->verify(file_->section(kTermInfos).substr(ord * sizeof(postings::TermInfo), 2 * sizeof(postings::TermInfo)));
  return ord;
}

void Segment::prefetch_slot(const Partition& partition, std::uint64_t hash) const {
  if (!compact()) term_tables_[static_cast<std::size_t>(&partition - partitions_.data())].prefetch(hash);
}

std::optional<std::uint32_t> Segment::guess_term(const Partition& partition, std::uint64_t hash) const {
  if (compact()) return std::nullopt;
  const auto number = term_tables_[static_cast<std::size_t>(&partition - partitions_.data())].guess(hash);
  if (!number || *number >= partition.terms) return std::nullopt;
  return partition.first_term + *number;
}

void Segment::prefetch_list(const Partition& partition, std::uint32_t term) const {
  const postings::TermInfo& info = term_infos_[term];
  __builtin_prefetch(file_->section(kLists).data() + info.offset());
  if (info.row != 0)
    __builtin_prefetch(file_->section(kRows).data() + partition.rows +
                       (info.row - 1) * postings::DenseRow::bytes(partition.documents));
}

postings::ListView Segment::list(const Partition& partition, std::uint32_t term, postings::ListPool& pool) const {
  const postings::TermInfo& info = term_infos_[term];
  const std::string_view bytes =
      file_->section(kLists).substr(info.offset(), term_infos_[term + 1].offset() - info.offset());
  file_->verify(bytes);
  if (!compact()) return {bytes, info.df, info.row != 0};
  pool.push_back(std::make_unique<postings::PackedList>(
      bytes, info.df,
      postings::ListDocuments{partition.documents, lengths_ + partition.first_document,
                              norms_ + partition.first_document}));
  return {*pool.back(), info.df};
}

std::vector<std::uint32_t> Segment::terms_of(std::span<const std::uint32_t> docs) const {
  std::vector<std::uint32_t> terms;
  std::vector<bool> wanted(documents_), windows;
  for (const std::uint32_t doc : docs) wanted[doc] = true;
  postings::ListPool pool;
  for (const Partition& partition : partitions_) {
    windows.assign(partition.windows(), false);
    for (std::uint32_t doc = 0; doc < partition.documents; ++doc)
      if (wanted[partition.first_document + doc]) windows[doc / postings::kWindow] = true;
    if (std::find(windows.begin(), windows.end(), true) == windows.end()) continue;
    for (std::uint32_t term = partition.first_term; term < partition.first_term + partition.terms; ++term) {
      pool.clear();
      const postings::ListView list = this->list(partition, term, pool);
      for (std::uint32_t w = 0, first = 0; w < list.windows(); first += list.window_count(w++)) {
        if (!windows[list.window_number(w)]) continue;
        const std::uint32_t start = partition.first_document + list.window_number(w) * postings::kWindow;
        for (const std::uint16_t doc : list.at(w, first).docs)
          if (wanted[start + doc]) terms.push_back(term);
      }
    }
  }
  return terms;
}

postings::DenseRow Segment::row(const Partition& partition, std::uint32_t term) const {
  const std::uint32_t row = term_infos_[term].row;
  if (row == 0) return {};
  const std::uint64_t stride = postings::DenseRow::bytes(partition.documents);
  const std::string_view bytes = file_->section(kRows).substr(partition.rows + (row - 1) * stride, stride);
  file_->verify(bytes);
  return postings::DenseRow(reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

postings::ForwardCursor Segment::forward(std::uint32_t doc) const {
  const std::string_view bytes =
      file_->section(kForwardBytes).substr(forward_offsets_[doc], forward_offsets_[doc + 1] - forward_offsets_[doc]);
  file_->verify(bytes);
  return postings::ForwardCursor(bytes.data());
}

float Segment::prior_bound(const Partition& partition, std::uint32_t window) const {
  return prior_bounds_[prior_starts_[static_cast<std::size_t>(&partition - partitions_.data())] + window];
}

}  // namespace forestall::index
