// SPDX-License-Identifier: Apache-2.0
#include "postings/list_writer.h"

#include <limits>

#include "base/bytes.h"
#include "postings/dense_row.h"

namespace forestall::postings {
namespace {

/// A sixteenth of what may be held: a posting takes six bytes, and as much again while room is made for more.
std::uint32_t most_postings(const base::Spill* spill) {
  if (spill == nullptr) return std::numeric_limits<std::uint32_t>::max();
  const std::size_t most = std::clamp(spill->limit() / 16 / 12, std::size_t{1} << 10, std::size_t{1} << 20);
  return static_cast<std::uint32_t>(most / kPositionSkip * kPositionSkip);
}

template <typename T>
std::string_view bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

void write_docs(std::span<const std::uint32_t> docs, base::Spool& lists) {
  constexpr std::size_t kTogether = std::size_t{1} << 15;
  for (std::size_t first = 0; first < docs.size(); first += kTogether) {
    const auto some = docs.subspan(first, std::min(kTogether, docs.size() - first));
    char* at = lists.room(some.size() * sizeof(std::uint16_t));
    for (const std::uint32_t number : some) {
      const auto doc = static_cast<std::uint16_t>(number % kWindow);
      std::memcpy(at, &doc, sizeof doc);
      at += sizeof doc;
    }
    lists.end_at(at);
  }
}

}  // namespace

ListWriter::ListWriter(base::Spill* spill)
    : most_(most_postings(spill)),
      spilled_docs_(spill),
      spilled_codes_(spill),
      spilled_impacts_(spill),
      positions_(spill) {}

void ListWriter::clear() {
  held_ = 0;
  skips_.clear();
  positions_.clear();
  largest_ = 0;
  if (spilled_ == 0) return;
  spilled_ = 0;
  spilled_docs_.clear();
  spilled_codes_.clear();
  spilled_impacts_.clear();
}

void ListWriter::reserve(std::uint32_t count) {
  if (count <= docs_.size()) return;
  const std::size_t room = std::min<std::size_t>(std::max<std::size_t>(count, docs_.size() * 2), most_);
  docs_.resize(room);
  codes_.resize(room);
  impacts_.resize(room);
}

void ListWriter::make_room() {
  if (held_ == most_)
    spill();
  else
    reserve(held_ + 1);
}

/// Another posting follows; at a multiple of kPositionSkip.
void ListWriter::spill() {
  spilled_docs_.append(docs_.data(), held_);
  spilled_codes_.append(codes_.data(), held_);
  spilled_impacts_.append(impacts_.data(), held_);
  spilled_ += held_;
  held_ = 0;
  skips_.push_back(static_cast<std::uint32_t>(positions_.size()));
}

ListWriter::Columns ListWriter::columns() {
  if (spilled_ == 0) return {{docs_.data(), held_}, {codes_.data(), held_}, {impacts_.data(), held_}};
  spilled_docs_.append(docs_.data(), held_);
  spilled_codes_.append(codes_.data(), held_);
  spilled_impacts_.append(impacts_.data(), held_);
  return {spilled_docs_.view(), spilled_codes_.view(), spilled_impacts_.view()};
}

void ListWriter::add(std::uint32_t doc, const schema::FieldCounts& tf, std::uint8_t impact, std::string_view record) {
  const std::uint8_t code = encode_tf(tf);
  std::string bytes;
  if (code == kEscape)
    for (const std::uint32_t count : tf) base::write_varint32(bytes, count);
  bytes.append(record);
  add(doc, code, impact, bytes);
}

void ListWriter::write_directory(std::span<const std::uint32_t> docs, base::Spool& lists) {
  directory_.assign(1, 0);
  for (std::size_t i = 0; i < docs.size(); ++directory_[0]) {
    const std::uint32_t window = docs[i] / kWindow;
    const std::size_t first = i;
    // Most lists end in the window where they begin.
    if (docs.back() / kWindow == window) i = docs.size();
    while (i < docs.size() && docs[i] / kWindow == window) ++i;
    directory_.push_back(static_cast<std::uint16_t>(window));
    directory_.push_back(static_cast<std::uint16_t>(i - first - 1));
  }
  lists.append(bytes_of(std::span<const std::uint16_t>(directory_)));
}

void ListWriter::write(base::Spool& lists, base::Spool& rows, std::uint32_t documents) {
  const auto [docs, codes, impacts] = columns();
  lists.align(2);
  write_directory(docs, lists);
  write_docs(docs, lists);
  lists.append(bytes_of(codes));
  const bool row = dense(documents);
  if (!row) lists.append(bytes_of(impacts));
  lists.append(bytes_of(std::span<const std::uint32_t>(skips_)));
  lists.append(positions_.view());
  if (!row) return;
  char* at = rows.room(DenseRow::bytes(documents));
  DenseRow::write(docs, impacts, documents, at);
  rows.end_at(at + DenseRow::bytes(documents));
}

void ListWriter::pack(base::Spool& lists, const ListDocuments& documents) {
  const auto [docs, codes, impacts] = columns();
  pack_list(docs, codes, positions_.view(), documents, lists);
}

}  // namespace forestall::postings
