// SPDX-License-Identifier: Apache-2.0
#include "postings/packed_list.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/bytes.h"
#include "postings/interpolative.h"
#include "postings/list_view.h"
#include "postings/packed_format.h"
#include "postings/packed_ints.h"

namespace forestall::postings {

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
  for (std::uint32_t i = 0; i < df_; ++i) codes_[i] = code_ranks().code[bits.get_small()];
  parts_.push_back({0, df_, nullptr, at, bits.position(), {}, {}});
  split(docs);
}

void PackedList::read_some(const std::uint8_t* at) {
  std::vector<std::uint32_t> docs(df_ + kUnpackRoom), codes(df_ + kUnpackRoom);
  at = unpack(at, df_, docs.data());
  for (std::uint32_t i = 0, base = 0; i < df_; base = docs[i++] + 1) docs[i] += base;
  at = unpack(at, df_, codes.data());
  for (std::uint32_t i = 0; i < df_; ++i) codes_[i] = code_ranks().code[codes[i]];
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
  const std::array<std::uint8_t, 256>& code = code_ranks().code;
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

void PackedList::forget_records(std::uint32_t window) {
  if (parts_.size() != windows()) return;  // they belong to the whole list, which is short
  parts_[window].records = {};
  parts_[window].starts = {};
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
