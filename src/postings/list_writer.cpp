// SPDX-License-Identifier: Apache-2.0
#include "postings/list_writer.h"

#include "base/bytes.h"
#include "postings/dense_row.h"
#include "postings/list_view.h"

namespace forestall::postings {
namespace {

template <typename T>
void append(std::string& out, const std::vector<T>& values) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

}  // namespace

void ListWriter::clear() {
  docs_.clear();
  codes_.clear();
  impacts_.clear();
  skips_.clear();
  positions_.clear();
  largest_ = 0;
}

void ListWriter::add(std::uint32_t doc, const schema::FieldCounts& tf, std::uint8_t impact, std::string_view record) {
  if (!docs_.empty() && docs_.size() % kPositionSkip == 0)
    skips_.push_back(static_cast<std::uint32_t>(positions_.size()));
  docs_.push_back(doc);
  codes_.push_back(encode_tf(tf));
  impacts_.push_back(impact);
  largest_ = std::max(largest_, impact);
  if (codes_.back() == kEscape)
    for (const std::uint32_t count : tf) base::write_varint32(positions_, count);
  positions_.append(record);
}

void ListWriter::write(std::string& lists, std::string& rows, std::uint32_t documents) const {
  if (lists.size() % 2) lists.push_back('\0');
  std::vector<std::uint16_t> words(1);
  for (std::size_t i = 0; i < docs_.size();) {
    const std::uint32_t window = docs_[i] / kWindow;
    const std::size_t first = i;
    while (i < docs_.size() && docs_[i] / kWindow == window) ++i;
    words.push_back(static_cast<std::uint16_t>(window));
    words.push_back(static_cast<std::uint16_t>(i - first - 1));
    ++words[0];
  }
  for (const std::uint32_t doc : docs_) words.push_back(static_cast<std::uint16_t>(doc % kWindow));
  append(lists, words);
  append(lists, codes_);
  const bool row = dense(documents);
  if (!row) append(lists, impacts_);
  append(lists, skips_);
  lists.append(positions_);
  if (row) DenseRow::write(docs_, impacts_, documents, rows);
}

}  // namespace forestall::postings
