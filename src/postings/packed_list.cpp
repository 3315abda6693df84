// SPDX-License-Identifier: Apache-2.0
#include "postings/packed_list.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/bytes.h"
#include "postings/interpolative.h"
#include "postings/list_view.h"
#include "postings/packed_ints.h"

namespace forestall::postings {
namespace {

constexpr std::uint32_t kFew = 32, kMany = 2048;
constexpr std::size_t kBitmap = kWindow / 8;

struct Ranks {
  std::array<std::uint8_t, 256> of_code{}, code{};
};

/// Frequent codes have low ranks: 1 to 8 in the body, and beside one in the title or the tags. Saved on disk.
const Ranks& ranks() {
  static const Ranks all = [] {
    constexpr std::array<std::uint8_t, 16> kFirst = {1, 2, 3, 85, 4, 86, 84, 5, 87, 6, 42, 43, 7, 88, 44, 8};
    Ranks made;
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

/// Below which the positions of a field of that length lie.
std::uint32_t limit_of(std::uint32_t length, std::uint32_t shift) {
  const std::uint64_t limit = static_cast<std::uint64_t>(std::max(length, 1u)) << shift;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(limit, 1u << 31));
}

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
         const ListDocuments& documents, std::string& out)
      : docs_(docs),
        codes_(codes),
        record_(reinterpret_cast<const std::uint8_t*>(records.data())),
        documents_(documents),
        out_(out) {}

  void run() {
    const auto count = static_cast<std::uint32_t>(docs_.size());
    if (count <= kFew) {
      base::BitWriter bits(out_);
      put_ascending(docs_, 0, documents_.count - 1, bits);
      for (const std::uint8_t code : codes_) bits.put_small(ranks().of_code[code]);
      put_positions(0, count, bits);
    } else if (count < kMany) {
      put_differences(0, count, 0, out_);
      put_ranks(0, count, out_);
      base::BitWriter bits(out_);
      put_positions(0, count, bits);
    } else {
      put_windows();
    }
  }

 private:
  void put_differences(std::uint32_t first, std::uint32_t end, std::uint32_t base, std::string& out) {
    values_.clear();
    for (std::uint32_t i = first; i < end; base = docs_[i++] + 1) values_.push_back(docs_[i] - base);
    pack(values_, out);
  }

  void put_ranks(std::uint32_t first, std::uint32_t end, std::string& out) {
    values_.clear();
    for (std::uint32_t i = first; i < end; ++i) values_.push_back(ranks().of_code[codes_[i]]);
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
    std::string directory, blocks;
    std::uint32_t windows = 0, last = 0;
    const auto count = static_cast<std::uint32_t>(docs_.size());
    for (std::uint32_t first = 0, end = 0; first < count; first = end, ++windows) {
      const std::uint32_t window = docs_[first] / kWindow;
      while (end < count && docs_[end] / kWindow == window) ++end;
      const std::size_t start = blocks.size();
      put_docs(first, end, blocks);
      put_ranks(first, end, blocks);
      const std::size_t middle = blocks.size();
      base::BitWriter bits(blocks);
      put_positions(first, end, bits);
      for (const std::size_t value :
           {std::size_t{window - last}, std::size_t{end - first - 1}, middle - start, blocks.size() - middle})
        base::write_varint32(directory, static_cast<std::uint32_t>(value));
      last = window;
    }
    base::write_varint32(out_, windows);
    out_ += directory;
    out_ += blocks;
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
  std::string& out_;
  std::vector<std::uint32_t> values_;
  Occurrences occurrences_;
};

}  // namespace

void pack_list(std::span<const std::uint32_t> docs, std::span<const std::uint8_t> codes, std::string_view records,
               const ListDocuments& documents, std::string& out) {
  Packer(docs, codes, records, documents, out).run();
}

PackedList::PackedList(std::string_view bytes, std::uint32_t df, const ListDocuments& documents)
    : df_(df),
      documents_(documents),
      docs_(new std::uint16_t[df]),
      codes_(new std::uint8_t[df]),
      impacts_(new std::uint8_t[df]) {
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
  if (df <= kFew)
    read_few(at);
  else if (df < kMany)
    read_some(at);
  else
    read_directory(at);
}

void PackedList::read_few(const std::uint8_t* at) {
  base::BitReader bits(at);
  std::vector<std::uint32_t> docs(df_);
  get_ascending(docs, 0, documents_.count - 1, bits);
  for (std::uint32_t i = 0; i < df_; ++i) codes_[i] = ranks().code[bits.get_small()];
  parts_.push_back({0, df_, nullptr, at, bits.position(), {}, {}});
  split(docs);
}

void PackedList::read_some(const std::uint8_t* at) {
  std::vector<std::uint32_t> docs(df_ + kUnpackRoom), codes(df_ + kUnpackRoom);
  at = unpack(at, df_, docs.data());
  for (std::uint32_t i = 0, base = 0; i < df_; base = docs[i++] + 1) docs[i] += base;
  at = unpack(at, df_, codes.data());
  for (std::uint32_t i = 0; i < df_; ++i) codes_[i] = ranks().code[codes[i]];
  parts_.push_back({0, df_, nullptr, at, 0, {}, {}});
  split(docs);
}

/// All that a short list holds is known: its windows are made of it.
void PackedList::split(const std::vector<std::uint32_t>& docs) {
  for (std::uint32_t first = 0, end = 0; first < df_; first = end) {
    const std::uint32_t window = docs[first] / kWindow;
    for (; end < df_ && docs[end] / kWindow == window; ++end)
      docs_[end] = static_cast<std::uint16_t>(docs[end] % kWindow);
    directory_.push_back(static_cast<std::uint16_t>(window));
    directory_.push_back(static_cast<std::uint16_t>(end - first - 1));
    firsts_.push_back(first);
    norm_impacts(documents_.norms + std::size_t{window} * kWindow, docs_.get() + first, codes_.get() + first,
                 end - first, impacts_.get() + first);
  }
  ready_.assign(firsts_.size(), true);
}

void PackedList::read_directory(const std::uint8_t* at) {
  const std::uint32_t windows = base::read_varint32(at);
  std::vector<std::array<std::uint32_t, 2>> sizes;
  std::uint32_t window = 0, first = 0;
  for (std::uint32_t i = 0; i < windows; ++i) {
    window += base::read_varint32(at);
    const std::uint32_t last = base::read_varint32(at);
    directory_.push_back(static_cast<std::uint16_t>(window));
    directory_.push_back(static_cast<std::uint16_t>(last));
    firsts_.push_back(first);
    parts_.push_back({first, last + 1, nullptr, nullptr, 0, {}, {}});
    first += last + 1;
    const std::uint32_t block = base::read_varint32(at);
    sizes.push_back({block, base::read_varint32(at)});
  }
  for (std::uint32_t i = 0; i < windows; ++i) {
    parts_[i].block = at;
    parts_[i].positions = at += sizes[i][0];
    at += sizes[i][1];
  }
  ready_.assign(windows, false);
}

void PackedList::unpack_window(std::uint32_t window) {
  const Part& part = parts_[window];
  const std::uint8_t* at = part.block;
  std::array<std::uint32_t, kWindow + kUnpackRoom> values;
  std::uint16_t* const docs = docs_.get() + part.first;
  std::uint8_t* const codes = codes_.get() + part.first;
  if (*at++ == 1) {
    std::uint32_t next = 0;
    for (std::uint32_t word = 0; word < kBitmap / sizeof(std::uint64_t); ++word) {
      std::uint64_t bits;
      std::memcpy(&bits, at + word * sizeof bits, sizeof bits);
      for (; bits != 0; bits &= bits - 1)
        docs[next++] = static_cast<std::uint16_t>(word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
    }
    at += kBitmap;
  } else {
    at = unpack(at, part.count, values.data());
    for (std::uint32_t i = 0, base = 0; i < part.count; base += values[i++] + 1)
      docs[i] = static_cast<std::uint16_t>(base + values[i]);
  }
  unpack(at, part.count, values.data());
  const std::array<std::uint8_t, 256>& code = ranks().code;
  for (std::uint32_t i = 0; i < part.count; ++i) codes[i] = code[values[i]];
  norm_impacts(documents_.norms + std::size_t{directory_[2 * window]} * kWindow, docs, codes, part.count,
               impacts_.get() + part.first);
  ready_[window] = true;
}

const std::uint8_t* PackedList::record(std::uint32_t n) {
  const auto after = std::upper_bound(parts_.begin(), parts_.end(), n,
                                      [](std::uint32_t number, const Part& part) { return number < part.first; });
  Part& part = *std::prev(after);
  if (part.starts.empty()) unpack_positions(part);
  return reinterpret_cast<const std::uint8_t*>(part.records.data()) + part.starts[n - part.first];
}

void PackedList::unpack_positions(Part& part) {
  base::BitReader bits(part.positions, part.bit);
  const std::uint32_t shift = bits.get_small();
  std::vector<std::uint32_t> at;
  part.starts.reserve(part.count);
  std::uint32_t window =
      static_cast<std::uint32_t>(std::upper_bound(firsts_.begin(), firsts_.end(), part.first) - firsts_.begin() - 1);
  for (std::uint32_t n = part.first; n < part.first + part.count; ++n) {
    while (window + 1 < windows() && firsts_[window + 1] <= n) ++window;
    need(window);
    const schema::FieldCounts& lengths = documents_.lengths[directory_[2 * window] * kWindow + docs_[n]];
    part.starts.push_back(static_cast<std::uint32_t>(part.records.size()));
    schema::FieldCounts tf = kTfOfCode[codes_[n]];
    if (codes_[n] == kEscape)
      for (std::uint32_t& count : tf) base::write_varint32(part.records, count = bits.get_small());
    for (std::size_t f = 0; f < schema::kFields; ++f) {
      if (tf[f] == 0) continue;
      at.resize(tf[f]);
      get_ascending(at, 0, limit_of(lengths[f], shift) + tf[f] - 2, bits);
      for (std::uint32_t i = 0, last = 0; i < tf[f]; last = at[i] - i, ++i)
        base::write_varint32(part.records, at[i] - i - last);
    }
  }
  part.records.append(16, '\0');  // readers look at a few bytes more
}

}  // namespace forestall::postings
