// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/buffer.h"
#include "base/bytes.h"
#include "base/spool.h"
#include "postings/tf_code.h"

namespace forestall::postings {

/// The forward index: the terms of one document, ascending. Grammar: varint count; for each term a varint difference
/// to the term before, u8 tf_code, [3 varints: tf of each field, if kEscape].
class ForwardWriter {
 public:
  void clear();
  void add(std::uint32_t term, const schema::FieldCounts& tf) { add(term, encode_tf(tf), tf); }
  /// `code` is that of the frequencies, which are looked at only if it is kEscape.
  void add(std::uint32_t term, std::uint8_t code, const schema::FieldCounts& tf) {
    char* at = base::put_varint32(entries_.room(kLongest), term - last_);
    *at++ = static_cast<char>(code);
    if (code == kEscape)
      for (const std::uint32_t count : tf) at = base::put_varint32(at, count);
    entries_.end_at(at);
    last_ = term;
    ++count_;
  }
  void write(std::string& out) const;
  void write(base::Spool& out) const;

 private:
  static constexpr std::size_t kLongest = 5 + 1 + 3 * 5;
  base::Buffer entries_;
  std::uint32_t count_ = 0, last_ = 0;
};

class ForwardCursor {
 public:
  explicit ForwardCursor(const char* bytes);
  /// Moves to the next term, if there is one.
  bool next() {
    if (left_ == 0) return false;
    // Four terms are eight bytes at least, so that eight can be read at once.
    if (left_ < 4 || !step_at_once()) step();
    --left_;
    if (code_ == kEscape) read_escape();
    return true;
  }
  std::uint32_t term() const { return term_; }
  std::uint8_t code() const { return code_; }
  const schema::FieldCounts& tf() const { return code_ == kEscape ? escape_ : kTfOfCode[code_]; }
  std::uint32_t left() const { return left_; }

 private:
  void read_escape();
  void step() {
    term_ += base::read_varint32(at_);
    code_ = *at_++;
  }
  /// The same without a branch on the length of the difference, which cannot be foreseen. False: it is longer than four
  /// bytes.
  bool step_at_once() {
    std::uint64_t bytes;
    std::memcpy(&bytes, at_, sizeof bytes);
    const std::uint32_t ends = ~static_cast<std::uint32_t>(bytes) & 0x80808080u;
    if (ends == 0) return false;
    const int bits = std::countr_zero(ends) + 1;  // 8, 16, 24 or 32
    const std::uint32_t groups = static_cast<std::uint32_t>(bytes) & (0xFFFFFFFFu >> (32 - bits));
    term_ += (groups & 0x7F) | (groups >> 1 & 0x3F80) | (groups >> 2 & 0x1FC000) | (groups >> 3 & 0xFE00000);
    code_ = static_cast<std::uint8_t>(bytes >> bits);
    at_ += bits / 8 + 1;
    return true;
  }
  const std::uint8_t* at_;
  std::uint32_t left_ = 0, term_ = 0;
  std::uint8_t code_ = 0;
  schema::FieldCounts escape_{};
};

}  // namespace forestall::postings
