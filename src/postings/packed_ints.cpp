// SPDX-License-Identifier: Apache-2.0
#include "postings/packed_ints.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/bits.h"
#include "base/bytes.h"

namespace forestall::postings {
namespace {

unsigned width(std::uint32_t value) { return static_cast<unsigned>(std::bit_width(value)); }

std::size_t varint_bytes(std::uint32_t value) { return std::max(1u, (width(value) + 6) / 7); }

/// The number of low bits with which the chunk is shortest.
unsigned best_width(std::span<const std::uint32_t> values) {
  unsigned widest = 0;
  for (const std::uint32_t value : values) widest = std::max(widest, width(value));
  unsigned best = widest;
  std::size_t least = (values.size() * widest + 7) / 8;
  for (unsigned bits = widest; bits-- > 0;) {
    std::size_t bytes = (values.size() * bits + 7) / 8 + 1;
    for (const std::uint32_t value : values)
      if (width(value) > bits) bytes += 1 + varint_bytes(value >> bits);
    if (bytes < least) {
      least = bytes;
      best = bits;
    }
  }
  return best;
}

/// Eight numbers of few bits are in one word of 64.
template <unsigned kBits>
void unpack_narrow(const std::uint8_t* at, std::uint32_t count, std::uint32_t* out) {
  for (std::uint32_t i = 0; i < count; i += 8, at += kBits) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    for (unsigned n = 0; n < 8; ++n)
      out[i + n] = static_cast<std::uint32_t>(bytes >> (n * kBits)) & ((1u << kBits) - 1);
  }
}

void unpack_wide(const std::uint8_t* at, unsigned bits, std::uint32_t count, std::uint32_t* out) {
  const auto mask = static_cast<std::uint32_t>((std::uint64_t{1} << bits) - 1);
  for (std::uint32_t i = 0, bit = 0; i < count; ++i, bit += bits) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at + bit / 8, sizeof bytes);
    out[i] = static_cast<std::uint32_t>(bytes >> (bit % 8)) & mask;
  }
}

constexpr std::uint32_t kNarrow = 8;
using Unpack = void (*)(const std::uint8_t*, std::uint32_t, std::uint32_t*);
constexpr Unpack kUnpackNarrow[kNarrow] = {unpack_narrow<0>, unpack_narrow<1>, unpack_narrow<2>, unpack_narrow<3>,
                                           unpack_narrow<4>, unpack_narrow<5>, unpack_narrow<6>, unpack_narrow<7>};

}  // namespace

void pack_chunk(std::span<const std::uint32_t> values, std::string& out) {
  const unsigned bits = best_width(values);
  const auto exceptions = static_cast<std::uint8_t>(
      std::count_if(values.begin(), values.end(), [&](std::uint32_t value) { return width(value) > bits; }));
  out.push_back(static_cast<char>(bits * 2 + (exceptions > 0)));
  base::BitWriter packed(out);
  const auto mask = static_cast<std::uint32_t>((std::uint64_t{1} << bits) - 1);
  for (const std::uint32_t value : values) packed.put(value & mask, bits);
  packed.finish();
  if (exceptions == 0) return;
  out.push_back(static_cast<char>(exceptions));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (width(values[i]) <= bits) continue;
    out.push_back(static_cast<char>(i));
    base::write_varint32(out, values[i] >> bits);
  }
}

const std::uint8_t* unpack_chunk(const std::uint8_t* at, std::uint32_t count, std::uint32_t* out) {
  const unsigned head = *at++, bits = head >> 1;
  if (bits < kNarrow)
    kUnpackNarrow[bits](at, count, out);
  else
    unpack_wide(at, bits, count, out);
  at += (count * bits + 7) / 8;
  if ((head & 1) == 0) return at;
  for (std::uint32_t left = *at++; left > 0; --left) {
    const std::uint32_t i = *at++;
    out[i] |= base::read_varint32(at) << bits;
  }
  return at;
}

void pack(std::span<const std::uint32_t> values, std::string& out) {
  for (std::size_t i = 0; i < values.size(); i += kChunk)
    pack_chunk(values.subspan(i, std::min<std::size_t>(kChunk, values.size() - i)), out);
}

const std::uint8_t* unpack(const std::uint8_t* at, std::uint32_t count, std::uint32_t* out) {
  for (std::uint32_t i = 0; i < count; i += kChunk) at = unpack_chunk(at, std::min(kChunk, count - i), out + i);
  return at;
}

}  // namespace forestall::postings
