// SPDX-License-Identifier: Apache-2.0
#include "postings/list_view.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>
#include <cstring>

#include "base/bytes.h"
#include "postings/packed_list.h"

namespace forestall::postings {

ListView::ListView(std::string_view bytes, std::uint32_t df, bool dense) : df_(df) {
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto* words = reinterpret_cast<const std::uint16_t*>(at);
  windows_ = words[0];
  directory_ = words + 1;
  docs_ = directory_ + 2 * windows_;
  codes_ = reinterpret_cast<const std::uint8_t*>(docs_ + df);
  const std::uint8_t* next = codes_ + df;
  if (!dense) {
    impacts_ = next;
    next += df;
  }
  skips_ = reinterpret_cast<const char*>(next);
  positions_ = next + ((df + kPositionSkip - 1) / kPositionSkip - 1) * sizeof(std::uint32_t);
}

ListView::ListView(PackedList& packed, std::uint32_t df)
    : directory_(packed.directory()),
      docs_(packed.docs()),
      codes_(packed.codes()),
      impacts_(packed.impacts()),
      packed_(&packed),
      df_(df),
      windows_(packed.windows()) {}

const std::uint8_t* ListView::records(std::uint32_t i, std::uint32_t first, const std::uint8_t* behind_last) const {
  if (packed_ != nullptr) return packed_->record(first);
  return i == 0 ? positions_ : behind_last;
}

void ListView::forget_records(std::uint32_t i) const {
  if (packed_ != nullptr) packed_->forget_records(i);
}

WindowPostings ListView::at(std::uint32_t i, std::uint32_t first) const {
  if (packed_ != nullptr) packed_->need(i);
  return {directory_[2 * i],
          first,
          {docs_ + first, window_count(i)},
          codes_ + first,
          impacts_ ? impacts_ + first : nullptr};
}

schema::FieldCounts read_tf(std::uint8_t code, const std::uint8_t*& p) {
  if (code != kEscape) return kTfOfCode[code];
  schema::FieldCounts tf;
  for (auto& count : tf) count = base::read_varint32(p);
  return tf;
}

const std::uint8_t* skip_varints(const std::uint8_t* p, std::uint32_t count) {
#ifdef __SSE2__
  while (count >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto middles = static_cast<unsigned>(_mm_movemask_epi8(bytes));  // bytes that a varint goes on after
    count -= 16 - static_cast<std::uint32_t>(std::popcount(middles));
    p += 16;
  }
#endif
  // Eight varints take eight bytes at least: so many can be read, and their last bytes counted, at once.
  while (count >= 8) {
    std::uint64_t bytes;
    std::memcpy(&bytes, p, sizeof bytes);
    count -= static_cast<std::uint32_t>(((~bytes >> 7 & 0x0101010101010101u) * 0x0101010101010101u) >> 56);
    p += 8;
  }
  // The eighth byte may have been the middle of a varint; that one is then counted here.
  while (count > 0) count -= *p++ < 128;
  return p;
}

void ListView::positions(std::uint32_t n, Positions& out) const {
  Reached reached;
  positions(n, out, reached);
}

void ListView::positions(std::uint32_t n, Positions& out, Reached& reached) const {
  if (packed_ != nullptr) reached = {n, packed_->record(n)};
  const std::uint32_t block = n / kPositionSkip;
  if (reached.at == nullptr || reached.next > n || (packed_ == nullptr && reached.next < block * kPositionSkip)) {
    std::uint32_t offset = 0;
    if (block > 0) std::memcpy(&offset, skips_ + (block - 1) * sizeof offset, sizeof offset);
    reached = {block * kPositionSkip, positions_ + offset};
  }
  const std::uint8_t* p = reached.at;
  std::uint32_t passed = 0;
  for (std::uint32_t i = reached.next; i < n; ++i) {
    if (codes_[i] != kEscape) {
      passed += kTotalOfCode[codes_[i]];
      continue;
    }
    p = skip_varints(p, passed);
    passed = total(read_tf(kEscape, p));
  }
  p = skip_varints(p, passed);
  out.tf = read_tf(codes_[n], p);
  for (int f = 0; f < schema::kFields; ++f) {
    out.of[f].resize(out.tf[f]);
    std::uint32_t last = 0;
    for (auto& position : out.of[f]) position = last += base::read_varint32(p);
  }
  reached = {n + 1, p};
}

}  // namespace forestall::postings
