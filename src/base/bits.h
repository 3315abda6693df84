// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

namespace forestall::base {

/// Appends bits to a string of bytes, the lowest ones first.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}
  /// `count` up to 32; `value` below 2^count.
  void put(std::uint32_t value, unsigned count) {
    held_ |= static_cast<std::uint64_t>(value) << bits_;
    for (bits_ += count; bits_ >= 8; bits_ -= 8, held_ >>= 8) out_.push_back(static_cast<char>(held_));
  }
  /// A number from 0 to `range` − 1 in the fewest bits that tell so many apart (truncated binary code).
  void put_below(std::uint32_t value, std::uint32_t range) {
    if (range <= 1) return;
    const unsigned low = std::bit_width(range) - 1;
    const std::uint32_t spare = static_cast<std::uint32_t>((std::uint64_t{2} << low) - range);
    if (value < spare) return put(value, low);
    put((value + spare) >> 1, low);
    put((value + spare) & 1, 1);
  }
  /// A small number, 0 in one bit (Elias gamma code of value + 1). `value` below 2^31.
  void put_small(std::uint32_t value) {
    const unsigned low = std::bit_width(value + 1) - 1;
    for (unsigned i = 0; i < low; ++i) put(0, 1);
    put(1, 1);
    put((value + 1) & ((1u << low) - 1), low);
  }
  /// Fills up the last byte.
  void finish() {
    if (bits_ > 0) out_.push_back(static_cast<char>(held_));
    held_ = bits_ = 0;
  }

 private:
  std::string& out_;
  std::uint64_t held_ = 0;
  unsigned bits_ = 0;
};

/// Reads what a BitWriter wrote. Unchecked; eight bytes behind the last bit must be readable.
class BitReader {
 public:
  explicit BitReader(const std::uint8_t* bytes, std::uint64_t bit = 0) : bytes_(bytes), at_(bit) {}
  std::uint32_t get(unsigned count) {
    const auto value = static_cast<std::uint32_t>(peek() & ((std::uint64_t{1} << count) - 1));
    at_ += count;
    return value;
  }
  std::uint32_t get_below(std::uint32_t range) {
    if (range <= 1) return 0;
    const unsigned low = std::bit_width(range) - 1;
    const std::uint32_t spare = static_cast<std::uint32_t>((std::uint64_t{2} << low) - range);
    const std::uint32_t value = get(low);
    return value < spare ? value : (value << 1 | get(1)) - spare;
  }
  std::uint32_t get_small() {
    const auto zeros = static_cast<unsigned>(std::countr_zero(peek() | std::uint64_t{1} << 31));
    at_ += zeros + 1;
    return (get(zeros) | 1u << zeros) - 1;
  }
  std::uint64_t position() const { return at_; }  ///< in bits

 private:
  std::uint64_t peek() const {
    std::uint64_t bytes;
    std::memcpy(&bytes, bytes_ + at_ / 8, sizeof bytes);
    return bytes >> (at_ % 8);
  }
  const std::uint8_t* bytes_;
  std::uint64_t at_;
};

}  // namespace forestall::base
