// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.h"
#include "postings/list_view.h"
#include "postings/packed_list.h"
#include "postings/tf_code.h"

namespace forestall::postings {

/// Collects the postings of one term and writes them in the grammar of list_view.h. Reused from term to term.
class ListWriter {
 public:
  void clear();
  /// Makes room for so many postings.
  void reserve(std::uint32_t count);
  /// `doc` ascending; `record` is the posting's position record without its frequencies (they are added if escaped).
  void add(std::uint32_t doc, const schema::FieldCounts& tf, std::uint8_t impact, std::string_view record);
  /// The same with a record as it stands in a list, its frequencies in front if they are escaped.
  void add(std::uint32_t doc, std::uint8_t code, std::uint8_t impact, std::string_view record) {
    if (size_ == docs_.size()) reserve(size_ + 1);
    if (size_ % kPositionSkip == 0 && size_ > 0) skips_.push_back(static_cast<std::uint32_t>(positions_.size()));
    docs_[size_] = doc;
    codes_[size_] = code;
    impacts_[size_] = impact;
    largest_ = std::max(largest_, impact);
    if (record.size() == 1)
      positions_.push(record[0]);
    else
      positions_.append(record.data(), record.size());
    ++size_;
  }
  std::uint32_t size() const { return size_; }
  std::uint8_t largest_impact() const { return largest_; }
  /// A term in more than 1/32 of `documents` is worth a row of half a byte a document.
  bool dense(std::uint32_t documents) const { return documents >= 1024 && std::uint64_t{size()} * 32 > documents; }
  /// Appends the list (to an even offset) and, when dense, a row (dense_row.h).
  void write(std::string& lists, std::string& rows, std::uint32_t documents) const;
  /// Appends the list as a compact segment holds it (packed_list.h).
  void pack(std::string& lists, const ListDocuments& documents) const;

 private:
  std::uint32_t size_ = 0;  // the vectors have room for more
  std::vector<std::uint32_t> docs_;
  std::vector<std::uint8_t> codes_, impacts_;
  std::vector<std::uint32_t> skips_;
  base::Buffer positions_;
  std::uint8_t largest_ = 0;
};

}  // namespace forestall::postings
