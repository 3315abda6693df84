// SPDX-License-Identifier: Apache-2.0
#include "postings/list_writer.h"

#include "base/bytes.h"
#include "postings/dense_row.h"

namespace forestall::postings {
namespace {

void append(std::string& out, const void* bytes, std::size_t count) {
  out.append(static_cast<const char*>(bytes), count);
}

}  // namespace

void ListWriter::clear() {
  size_ = 0;
  skips_.clear();
  positions_.clear();
  largest_ = 0;
}

void ListWriter::reserve(std::uint32_t count) {
  if (count <= docs_.size()) return;
  const std::size_t room = std::max<std::size_t>(count, docs_.size() * 2);
  docs_.resize(room);
  codes_.resize(room);
  impacts_.resize(room);
}

void ListWriter::add(std::uint32_t doc, const schema::FieldCounts& tf, std::uint8_t impact, std::string_view record) {
  const std::uint8_t code = encode_tf(tf);
  std::string bytes;
  if (code == kEscape)
    for (const std::uint32_t count : tf) base::write_varint32(bytes, count);
  bytes.append(record);
  add(doc, code, impact, bytes);
}

void ListWriter::write(std::string& lists, std::string& rows, std::uint32_t documents) const {
  if (lists.size() % 2) lists.push_back('\0');
  const std::size_t directory = lists.size();
  std::uint16_t windows = 0;
  append(lists, &windows, sizeof windows);
  for (std::uint32_t i = 0; i < size_; ++windows) {
    const std::uint32_t window = docs_[i] / kWindow, first = i;
    // Most lists end in the window where they begin.
    if (docs_[size_ - 1] / kWindow == window) i = size_;
    while (i < size_ && docs_[i] / kWindow == window) ++i;
    const std::uint16_t entry[2] = {static_cast<std::uint16_t>(window), static_cast<std::uint16_t>(i - first - 1)};
    append(lists, entry, sizeof entry);
  }
  std::memcpy(lists.data() + directory, &windows, sizeof windows);
  const std::size_t at = lists.size();
  lists.resize(at + size_ * sizeof(std::uint16_t));
  for (std::uint32_t i = 0; i < size_; ++i) {
    const auto doc = static_cast<std::uint16_t>(docs_[i] % kWindow);
    std::memcpy(lists.data() + at + i * sizeof doc, &doc, sizeof doc);
  }
  append(lists, codes_.data(), size_);
  const bool row = dense(documents);
  if (!row) append(lists, impacts_.data(), size_);
  append(lists, skips_.data(), skips_.size() * sizeof(std::uint32_t));
  append(lists, positions_.data(), positions_.size());
  if (row) DenseRow::write({docs_.data(), size_}, {impacts_.data(), size_}, documents, rows);
}

void ListWriter::pack(std::string& lists, const ListDocuments& documents) const {
  pack_list({docs_.data(), size_}, {codes_.data(), size_}, positions_.view(), documents, lists);
}

}  // namespace forestall::postings
