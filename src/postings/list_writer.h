// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/spool.h"
#include "postings/list_view.h"
#include "postings/packed_list.h"
#include "postings/tf_code.h"

namespace forestall::postings {

/// Collects the postings of one term and writes them in the grammar of list_view.h. Reused from term to term.
class ListWriter {
 public:
  /// `spill`: where the postings of a frequent term go; without it they stay in memory.
  explicit ListWriter(base::Spill* spill = nullptr);
  void clear();
  /// Makes room for so many postings.
  void reserve(std::uint32_t count);
  /// `doc` ascending; `record` is the posting's position record without its frequencies (they are added if escaped).
  void add(std::uint32_t doc, const schema::FieldCounts& tf, std::uint8_t impact, std::string_view record);
  /// The same with a record as it stands in a list, its frequencies in front if they are escaped.
  void add(std::uint32_t doc, std::uint8_t code, std::uint8_t impact, std::string_view record) {
    if (held_ == docs_.size()) make_room();
    if (held_ % kPositionSkip == 0 && held_ > 0) skips_.push_back(static_cast<std::uint32_t>(positions_.size()));
    docs_[held_] = doc;
    codes_[held_] = code;
    impacts_[held_] = impact;
    largest_ = std::max(largest_, impact);
    if (record.size() == 1)
      positions_.push(record[0]);
    else
      positions_.append(record.data(), record.size());
    ++held_;
  }
  std::uint32_t size() const { return spilled_ + held_; }
  std::uint8_t largest_impact() const { return largest_; }
  /// A term in more than 1/32 of `documents` is worth a row of half a byte a document.
  bool dense(std::uint32_t documents) const { return documents >= 1024 && std::uint64_t{size()} * 32 > documents; }
  /// Appends the list (to an even offset) and, when dense, a row (dense_row.h).
  void write(base::Spool& lists, base::Spool& rows, std::uint32_t documents);
  /// Appends the list as a compact segment holds it (packed_list.h).
  void pack(base::Spool& lists, const ListDocuments& documents);

 private:
  struct Columns {
    std::span<const std::uint32_t> docs;
    std::span<const std::uint8_t> codes, impacts;
  };
  void make_room();
  void spill();
  Columns columns();
  void write_directory(std::span<const std::uint32_t> docs, base::Spool& lists);

  const std::uint32_t most_;  // postings held in memory
  std::uint32_t held_ = 0;    // the vectors have room for more
  std::vector<std::uint32_t> docs_;
  std::vector<std::uint8_t> codes_, impacts_;
  std::uint32_t spilled_ = 0;  // the postings before
  base::Column<std::uint32_t> spilled_docs_;
  base::Column<std::uint8_t> spilled_codes_, spilled_impacts_;
  std::vector<std::uint32_t> skips_;
  base::Spool positions_;
  std::vector<std::uint16_t> directory_;
  std::uint8_t largest_ = 0;
};

}  // namespace forestall::postings
