// SPDX-License-Identifier: Apache-2.0
#include "storage/packed_section.h"

#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/buffer.h"
#include "base/bytes.h"
#include "base/fail.h"

namespace forestall::storage {
namespace {

constexpr int kLevel = 9;
constexpr std::size_t kHeader = 2 + sizeof(std::uint64_t);

std::size_t word_of(std::size_t stride) { return stride % 8 == 0 ? 8 : stride % 4 == 0 ? 4 : 0; }

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

/// The records' bytes by their places. Each word minus the one a record before, if there are words.
template <typename Word>
void by_place(std::string_view bytes, std::size_t stride, base::Spool& out) {
  constexpr std::size_t kTogether = std::size_t{1} << 14;
  const std::size_t count = bytes.size() / stride;
  if (count == 0) return;
  for (std::size_t place = 0; place < stride; ++place) {
    const std::size_t word = place / sizeof(Word) * sizeof(Word), shift = place % sizeof(Word) * 8;
    Word before = 0;
    const char* from = bytes.data() + word;
    for (std::size_t first = 0; first < count; first += kTogether) {
      const std::size_t end = std::min(count, first + kTogether);
      char* at = out.room(end - first);
      for (std::size_t i = first; i < end; ++i, from += stride) {
        Word value;
        std::memcpy(&value, from, sizeof value);
        *at++ = static_cast<char>(static_cast<Word>(value - before) >> shift);
        if constexpr (sizeof(Word) > 1) before = value;
      }
      out.end_at(at);
    }
  }
}

std::string by_record(std::string_view bytes, std::size_t stride) {
  std::string out(bytes.size(), '\0');
  const std::size_t count = bytes.size() / stride;
  for (std::size_t place = 0; place < stride; ++place)
    for (std::size_t i = 0; i < count; ++i) out[i * stride + place] = bytes[place * count + i];
  return out;
}

base::Spool moved(std::string_view bytes, std::size_t stride, std::size_t word, base::Spill* spill) {
  base::Spool out(spill);
  if (word == 8)
    by_place<std::uint64_t>(bytes, stride, out);
  else if (word == 4)
    by_place<std::uint32_t>(bytes, stride, out);
  else
    by_place<std::uint8_t>(bytes, stride, out);
  return out;
}

base::Spool compressed(std::string_view bytes, std::size_t stride, std::size_t word, base::Spill* spill) {
  base::Spool records(spill);
  std::string_view from = bytes;
  if (stride > 1) {
    records = moved(bytes, stride, word, spill);
    from = records.view();
  }
  std::string header;
  base::ByteWriter fields(header);
  fields.fixed(static_cast<std::uint8_t>(stride));
  fields.fixed(static_cast<std::uint8_t>(word));
  fields.fixed(std::uint64_t{bytes.size()});
  // In one piece, for the frame is a better one. Of the room no more is touched than what comes out.
  base::Buffer frame;
  const std::size_t most = ZSTD_compressBound(from.size());
  const std::size_t size = ZSTD_compress(frame.room(most), most, from.data(), from.size(), kLevel);
  if (ZSTD_isError(size) != 0) fail(ErrorCode::io, "a section cannot be compressed: {}", ZSTD_getErrorName(size));
  base::Spool out(spill);
  out.append(std::string_view(header));
  out.append(std::string_view(frame.data(), size));
  return out;
}

}  // namespace

base::Spool pack_section(base::Spool& section, std::size_t stride) {
  const std::string_view bytes = section.view();
  base::Spool out = compressed(bytes, stride, 0, section.spill());
  if (word_of(stride) == 0) return out;
  base::Spool differences = compressed(bytes, stride, word_of(stride), section.spill());
  return differences.size() < out.size() ? std::move(differences) : std::move(out);
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
