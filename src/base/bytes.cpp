// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"

#include "base/fail.h"

namespace forestall::base {

void ByteWriter::varint(std::uint64_t value) {
  while (value >= 128) {
    out_.push_back(static_cast<char>(value | 128));
    value >>= 7;
  }
  out_.push_back(static_cast<char>(value));
}

std::uint64_t ByteReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(take(1)[0]);
    value |= static_cast<std::uint64_t>(byte & 127) << shift;
    if (byte < 128) return value;
  }
  fail(ErrorCode::corrupt, "{}: a number is longer than 10 bytes", what_);
}

std::string_view ByteReader::take(std::uint64_t count) {
  if (count > bytes_.size()) fail(ErrorCode::corrupt, "{}: ends {} bytes early", what_, count - bytes_.size());
  const std::string_view taken = bytes_.substr(0, count);
  bytes_.remove_prefix(count);
  return taken;
}

}  // namespace forestall::base
