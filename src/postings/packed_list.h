// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/spool.h"
#include "postings/norm.h"
#include "postings/tf_code.h"
#include "schema/fields.h"

namespace forestall::postings {

/// What the partition of a packed list knows of its documents.
struct ListDocuments {
  std::uint32_t count = 0;
  const schema::FieldCounts* lengths = nullptr;
  const Norm* norms = nullptr;
};

/// Appends a list as a compact segment holds it. `docs` ascending; `records`: the position records of list_view.h, one
/// behind the other.
///
/// Grammar. Up to 32 postings: bits of documents (binary interpolative code: Moffat and Stuiver 2000), ranks of codes
/// (gamma), positions. Below 2,048: chunks (packed_ints.h) of differences of documents − 1, chunks of ranks, bits of
/// positions. More: varint windows; for each varints of difference to the window before, count − 1, bytes of its
/// documents and ranks, bytes of its positions; for each u8 1 and a bitmap of 8,192 documents, or u8 0 and chunks of
/// their differences − 1; chunks of ranks; bits of positions.
/// Positions: gamma s; for each posting, if kEscape, gamma of each field's tf; for each field the n positions, their
/// numbers added, as interpolative code below (length · 2^s) + n − 1.
void pack_list(std::span<const std::uint32_t> docs, std::span<const std::uint8_t> codes, std::string_view records,
               const ListDocuments& documents, base::Spool& out);

/// A packed list, of which what is asked for is unpacked: a window's postings at a time, and positions when one of them
/// is asked for. Trusts the bytes. For one thread.
class PackedList {
 public:
  PackedList(std::string_view bytes, std::uint32_t df, const ListDocuments& documents);

  /// As in the grammar of list_view.h; what belongs to a window can be read once it was asked for by `need`.
  const std::uint16_t* directory() const { return directory_.data(); }
  std::uint32_t windows() const { return static_cast<std::uint32_t>(directory_.size() / 2); }
  const std::uint16_t* docs() const { return docs_.get(); }
  const std::uint8_t* codes() const { return codes_.get(); }
  const std::uint8_t* impacts() const { return impacts_.get(); }
  void need(std::uint32_t window) {
    if (!ready_[window]) unpack_window(window);
  }
  /// The position record of posting `n`, as it stands in the grammar of list_view.h. Those of its window follow.
  const std::uint8_t* record(std::uint32_t n);
  /// Lets the records of a window go, if they can be had again.
  void forget_records(std::uint32_t window);

 private:
  struct Part {  // whose positions are read together: a window, or the whole list
    std::uint32_t first = 0, count = 0;
    const std::uint8_t *block = nullptr, *positions = nullptr;
    std::uint64_t bit = 0;  // where the positions begin
    std::string records;
    std::vector<std::uint32_t> starts;
  };
  void read_few(const std::uint8_t* at);
  void read_some(const std::uint8_t* at);
  void read_directory(const std::uint8_t* at);
  void split(const std::vector<std::uint32_t>& docs);
  void unpack_window(std::uint32_t window);
  void unpack_positions(Part& part);
  const std::uint32_t df_;
  const ListDocuments documents_;
  std::vector<std::uint16_t> directory_;
  std::vector<std::uint32_t> firsts_;  // of the windows
  std::vector<bool> ready_;
  std::vector<Part> parts_;
  std::unique_ptr<std::uint16_t[]> docs_;
  std::unique_ptr<std::uint8_t[]> codes_, impacts_;
};

/// Owns the packed lists that were opened for something.
using ListPool = std::vector<std::unique_ptr<PackedList>>;

}  // namespace forestall::postings
