// SPDX-License-Identifier: Apache-2.0
#include "storage/packed_section.h"

#include <zstd.h>

#include <cstdint>
#include <cstring>

#include "base/bytes.h"
#include "base/fail.h"

namespace forestall::storage {
namespace {

constexpr int kLevel = 9;
constexpr std::size_t kHeader = 2 + sizeof(std::uint64_t);

std::size_t word_of(std::size_t stride) { return stride % 8 == 0 ? 8 : stride % 4 == 0 ? 4 : 0; }

/// Each word minus (or, going up, plus) the one a record before.
template <typename Word>
void difference(std::string& bytes, std::size_t stride) {
  for (std::size_t at = bytes.size(); at >= stride + sizeof(Word); at -= sizeof(Word)) {
    Word word, before;
    std::memcpy(&word, bytes.data() + at - sizeof word, sizeof word);
    std::memcpy(&before, bytes.data() + at - sizeof word - stride, sizeof before);
    word = static_cast<Word>(word - before);
    std::memcpy(bytes.data() + at - sizeof word, &word, sizeof word);
  }
}

template <typename Word>
void accumulate(std::string& bytes, std::size_t stride) {
  for (std::size_t at = stride; at + sizeof(Word) <= bytes.size(); at += sizeof(Word)) {
    Word word, before;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    std::memcpy(&before, bytes.data() + at - stride, sizeof before);
    word = static_cast<Word>(word + before);
    std::memcpy(bytes.data() + at, &word, sizeof word);
  }
}

std::string by_place(std::string_view bytes, std::size_t stride) {
  std::string out(bytes.size(), '\0');
  const std::size_t count = bytes.size() / stride;
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t place = 0; place < stride; ++place) out[place * count + i] = bytes[i * stride + place];
  return out;
}

std::string by_record(std::string_view bytes, std::size_t stride) {
  std::string out(bytes.size(), '\0');
  const std::size_t count = bytes.size() / stride;
  for (std::size_t place = 0; place < stride; ++place)
    for (std::size_t i = 0; i < count; ++i) out[i * stride + place] = bytes[place * count + i];
  return out;
}

std::string compressed(std::string_view bytes, std::size_t stride, std::size_t word) {
  std::string moved(bytes);
  if (word == 8) difference<std::uint64_t>(moved, stride);
  if (word == 4) difference<std::uint32_t>(moved, stride);
  if (stride > 1) moved = by_place(moved, stride);
  std::string out;
  base::ByteWriter header(out);
  header.fixed(static_cast<std::uint8_t>(stride));
  header.fixed(static_cast<std::uint8_t>(word));
  header.fixed(std::uint64_t{bytes.size()});
  out.resize(kHeader + ZSTD_compressBound(moved.size()));
  const std::size_t size =
      ZSTD_compress(out.data() + kHeader, out.size() - kHeader, moved.data(), moved.size(), kLevel);
  if (ZSTD_isError(size) != 0) fail(ErrorCode::io, "a section cannot be compressed: {}", ZSTD_getErrorName(size));
  out.resize(kHeader + size);
  return out;
}

}  // namespace

std::string pack_section(std::string_view bytes, std::size_t stride) {
  std::string out = compressed(bytes, stride, 0);
  if (word_of(stride) == 0) return out;
  std::string differences = compressed(bytes, stride, word_of(stride));
  return differences.size() < out.size() ? differences : out;
}

std::string unpack_section(std::string_view packed, std::string_view what) {
  base::ByteReader in(packed, what);
  const auto stride = in.fixed<std::uint8_t>(), word = in.fixed<std::uint8_t>();
  const auto size = in.fixed<std::uint64_t>();
  packed.remove_prefix(kHeader);
  const bool fits = stride > 0 && size % stride == 0 && (word == 0 || word == word_of(stride)) &&
                    ZSTD_getFrameContentSize(packed.data(), packed.size()) == size;
  if (!fits) fail(ErrorCode::corrupt, "{}: a packed section is damaged", what);
  std::string bytes(size, '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (got != size) fail(ErrorCode::corrupt, "{}: a packed section is damaged", what);
  if (stride > 1) bytes = by_record(bytes, stride);
  if (word == 8) accumulate<std::uint64_t>(bytes, stride);
  if (word == 4) accumulate<std::uint32_t>(bytes, stride);
  return bytes;
}

}  // namespace forestall::storage
