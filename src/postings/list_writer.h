// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "postings/tf_code.h"

namespace forestall::postings {

/// Collects the postings of one term and writes them in the grammar of list_view.h. Reused from term to term.
class ListWriter {
 public:
  void clear();
  /// `doc` ascending; `record` is the posting's position record without its frequencies (they are added if escaped).
  void add(std::uint32_t doc, const schema::FieldCounts& tf, std::uint8_t impact, std::string_view record);
  std::uint32_t size() const { return static_cast<std::uint32_t>(docs_.size()); }
  std::uint8_t largest_impact() const { return largest_; }
  /// A term in more than 1/32 of `documents` is worth a row of half a byte a document.
  bool dense(std::uint32_t documents) const { return documents >= 1024 && std::uint64_t{size()} * 32 > documents; }
  /// Appends the list (to an even offset) and, when dense, a row (dense_row.h).
  void write(std::string& lists, std::string& rows, std::uint32_t documents) const;

 private:
  std::vector<std::uint32_t> docs_;
  std::vector<std::uint8_t> codes_, impacts_;
  std::vector<std::uint32_t> skips_;
  std::string positions_;
  std::uint8_t largest_ = 0;
};

}  // namespace forestall::postings
