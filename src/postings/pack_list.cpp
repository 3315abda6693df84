// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "base/buffer.h"
#include "base/bytes.h"
#include "postings/interpolative.h"
#include "postings/list_view.h"
#include "postings/packed_format.h"
#include "postings/packed_ints.h"
#include "postings/packed_list.h"

namespace forestall::postings {

/// Frequent codes have low ranks: 1 to 8 in the body, and beside one in the title or the tags. Saved on disk.
const CodeRanks& code_ranks() {
  static const CodeRanks all = [] {
    constexpr std::array<std::uint8_t, 16> kFirst = {1, 2, 3, 85, 4, 86, 84, 5, 87, 6, 42, 43, 7, 88, 44, 8};
    CodeRanks made;
    std::array<bool, 256> placed{};
    std::size_t next = 0;
    const auto place = [&](std::uint8_t code) {
      if (std::exchange(placed[code], true)) return;
      made.of_code[code] = static_cast<std::uint8_t>(next);
      made.code[next++] = code;
    };
    for (const std::uint8_t code : kFirst) place(code);
    for (int code = 0; code < 256; ++code) place(static_cast<std::uint8_t>(code));
    return made;
  }();
  return all;
}

namespace {

/// The positions of one posting, field by field.
struct Occurrences {
  schema::FieldCounts tf{};
  std::vector<std::uint32_t> at;
};

const std::uint8_t* read_record(std::uint8_t code, const std::uint8_t* record, Occurrences& out) {
  out.tf = read_tf(code, record);
  out.at.clear();
  for (const std::uint32_t count : out.tf)
    for (std::uint32_t i = 0, last = 0; i < count; ++i) out.at.push_back(last += base::read_varint32(record));
  return record;
}

class Packer {
 public:
  Packer(std::span<const std::uint32_t> docs, std::span<const std::uint8_t> codes, std::string_view records,
         const ListDocuments& documents, base::Spool& out)
      : docs_(docs),
        codes_(codes),
        record_(reinterpret_cast<const std::uint8_t*>(records.data())),
        documents_(documents),
        out_(out) {}

  void run() {
    const auto count = static_cast<std::uint32_t>(docs_.size());
    if (count >= kMany) return put_windows();
    std::string list;
    if (count <= kFew) {
      base::BitWriter bits(list);
      put_ascending(docs_, 0, documents_.count - 1, bits);
      for (const std::uint8_t code : codes_) bits.put_small(code_ranks().of_code[code]);
      put_positions(0, count, bits);
    } else {
      put_differences(0, count, 0, list);
      put_ranks(0, count, list);
      base::BitWriter bits(list);
      put_positions(0, count, bits);
    }
    out_.append(list);
  }

 private:
  void put_differences(std::uint32_t first, std::uint32_t end, std::uint32_t base, std::string& out) {
    values_.clear();
    for (std::uint32_t i = first; i < end; base = docs_[i++] + 1) values_.push_back(docs_[i] - base);
    pack(values_, out);
  }

  void put_ranks(std::uint32_t first, std::uint32_t end, std::string& out) {
    values_.clear();
    for (std::uint32_t i = first; i < end; ++i) values_.push_back(code_ranks().of_code[codes_[i]]);
    pack(values_, out);
  }

  void put_docs(std::uint32_t first, std::uint32_t end, std::string& out) {
    const std::size_t start = out.size();
    const std::uint32_t base = docs_[first] / kWindow * kWindow;
    out.push_back(0);
    put_differences(first, end, base, out);
    if (out.size() - start <= kBitmap + 1) return;
    out.resize(start);
    out.push_back(1);
    out.resize(start + 1 + kBitmap);
    for (std::uint32_t i = first; i < end; ++i)
      out[start + 1 + (docs_[i] - base) / 8] |= static_cast<char>(1 << ((docs_[i] - base) % 8));
  }

  void put_windows() {
    std::string directory, block;
    base::Spool blocks(out_.spill());
    std::uint32_t windows = 0, last = 0;
    const auto count = static_cast<std::uint32_t>(docs_.size());
    for (std::uint32_t first = 0, end = 0; first < count; first = end, ++windows) {
      const std::uint32_t window = docs_[first] / kWindow;
      while (end < count && docs_[end] / kWindow == window) ++end;
      block.clear();
      put_docs(first, end, block);
      put_ranks(first, end, block);
      const std::size_t middle = block.size();
      base::BitWriter bits(block);
      put_positions(first, end, bits);
      blocks.append(block);
      for (const std::size_t value :
           {std::size_t{window - last}, std::size_t{end - first - 1}, middle, block.size() - middle})
        base::write_varint32(directory, static_cast<std::uint32_t>(value));
      last = window;
    }
    char* at = out_.room(5);
    out_.end_at(base::put_varint32(at, windows));
    out_.append(directory);
    out_.append(blocks.view());
  }

  /// Of the postings whose records come next.
  void put_positions(std::uint32_t first, std::uint32_t end, base::BitWriter& bits) {
    const std::uint8_t* const start = record_;
    std::uint32_t shift = 0;
    for (std::uint32_t i = first; i < end; ++i) {
      record_ = read_record(codes_[i], record_, occurrences_);
      for (std::size_t f = 0, at = 0; f < schema::kFields; at += occurrences_.tf[f++])
        while (occurrences_.tf[f] > 0 &&
               occurrences_.at[at + occurrences_.tf[f] - 1] >= limit_of(documents_.lengths[docs_[i]][f], shift))
          ++shift;
    }
    bits.put_small(shift);
    record_ = start;
    for (std::uint32_t i = first; i < end; ++i) {
      record_ = read_record(codes_[i], record_, occurrences_);
      if (codes_[i] == kEscape)
        for (const std::uint32_t count : occurrences_.tf) bits.put_small(count);
      for (std::size_t f = 0, at = 0; f < schema::kFields; at += occurrences_.tf[f++]) {
        const std::uint32_t count = occurrences_.tf[f];
        if (count == 0) continue;
        for (std::uint32_t n = 0; n < count; ++n) occurrences_.at[at + n] += n;
        put_ascending({occurrences_.at.data() + at, count}, 0,
                      limit_of(documents_.lengths[docs_[i]][f], shift) + count - 2, bits);
      }
    }
    bits.finish();
  }

  const std::span<const std::uint32_t> docs_;
  const std::span<const std::uint8_t> codes_;
  const std::uint8_t* record_;
  const ListDocuments& documents_;
  base::Spool& out_;
  std::vector<std::uint32_t> values_;
  Occurrences occurrences_;
};

}  // namespace

void pack_list(std::span<const std::uint32_t> docs, std::span<const std::uint8_t> codes, std::string_view records,
               const ListDocuments& documents, base::Spool& out) {
  Packer(docs, codes, records, documents, out).run();
}

}  // namespace forestall::postings
