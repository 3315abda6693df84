// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace forestall::base {

/// Appends to a string of bytes. Integers are little-endian, or LEB128 varints.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}
  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void fixed(T value) { out_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void varint(std::uint64_t value);
  void text(std::string_view bytes) {  ///< length as a varint, then the bytes
    varint(bytes.size());
    out_.append(bytes);
  }

 private:
  std::string& out_;
};

/// Reads what a ByteWriter wrote. Throws `Error(corrupt)` that names `what` when the bytes end early.
class ByteReader {
 public:
  ByteReader(std::string_view bytes, std::string_view what) : bytes_(bytes), what_(what) {}
  template <typename T>
  requires std::is_trivially_copyable_v<T> T fixed() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::uint64_t varint();
  std::string_view text() { return take(varint()); }
  std::string_view take(std::uint64_t count);
  bool done() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
  std::string_view what_;
};

/// Unchecked varint for bytes whose checksum was verified. Moves `p` past it.
inline std::uint32_t read_varint32(const std::uint8_t*& p) {
  std::uint32_t value = *p++;
  if (value < 128) return value;
  value &= 127;
  for (unsigned shift = 7;; shift += 7) {
    const std::uint32_t byte = *p++;
    value |= (byte & 127) << shift;
    if (byte < 128 || shift > 28) return value;
  }
}
inline void write_varint32(std::string& out, std::uint32_t value) {
  while (value >= 128) {
    out.push_back(static_cast<char>(value | 128));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

}  // namespace forestall::base
