// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "postings/tf_code.h"

namespace forestall::postings {

class PackedList;

/// Postings are cut into windows of this many documents: one array of 16-bit scores that stays in the first cache.
inline constexpr std::uint32_t kWindow = 8192;
/// Positions can be entered at every posting whose number is a multiple of this.
inline constexpr std::uint32_t kPositionSkip = 64;

/// The postings of a term in one window.
struct WindowPostings {
  std::uint32_t window = 0;
  std::uint32_t first = 0;                ///< number of the first of them in the list
  std::span<const std::uint16_t> docs;    ///< document minus window · kWindow, ascending
  const std::uint8_t* codes = nullptr;    ///< tf_code, one each
  const std::uint8_t* impacts = nullptr;  ///< upper bounds, one each; null when the term has a dense row
};

/// Reads the postings of one term where they lie. Trusts the bytes: their checksums were verified.
///
/// Grammar, little-endian, at an even offset:
///   u16 windows; windows × (u16 window, u16 count − 1); df × u16 document in window; df × u8 tf_code;
///   df × u8 impact (unless dense); (⌈df / 64⌉ − 1) × u32 offset of the positions of posting 64, 128, …;
///   positions: for each posting [3 varints: tf of each field, if kEscape], then for each field in order its positions,
///   as varint differences.
class ListView {
 public:
  ListView() = default;
  ListView(std::string_view bytes, std::uint32_t df, bool dense);
  /// Of a list in a compact segment, which must outlive the view. For one thread.
  ListView(PackedList& packed, std::uint32_t df);

  std::uint32_t size() const { return df_; }
  std::uint32_t windows() const { return windows_; }
  /// The i-th non-empty window, given the number of postings before it.
  WindowPostings at(std::uint32_t i, std::uint32_t first) const;
  std::uint32_t window_number(std::uint32_t i) const { return directory_[2 * i]; }
  std::uint32_t window_count(std::uint32_t i) const { return directory_[2 * i + 1] + 1u; }

  /// Frequencies and positions of posting `n`; positions[f] in ascending order.
  struct Positions {
    schema::FieldCounts tf{};
    std::vector<std::uint32_t> of[schema::kFields];
  };
  void positions(std::uint32_t n, Positions& out) const;
  /// Up to where positions were read: going on from there is cheap.
  struct Reached {
    std::uint32_t next = 0;            ///< the posting whose record comes next
    const std::uint8_t* at = nullptr;  ///< its record
  };
  void positions(std::uint32_t n, Positions& out, Reached& reached) const;

  /// The position records of the i-th non-empty window, given the number of postings before it. For reading all
  /// windows, in ascending order.
  const std::uint8_t* records(std::uint32_t i, std::uint32_t first, const std::uint8_t* behind_last) const;
  /// Lets go what those of the i-th window took, in a compact segment.
  void forget_records(std::uint32_t i) const;

 private:
  const std::uint16_t* directory_ = nullptr;
  const std::uint16_t* docs_ = nullptr;
  const std::uint8_t* codes_ = nullptr;
  const std::uint8_t* impacts_ = nullptr;
  const char* skips_ = nullptr;
  const std::uint8_t* positions_ = nullptr;
  PackedList* packed_ = nullptr;
  std::uint32_t df_ = 0, windows_ = 0;
};

/// Frequencies of the posting whose position record starts at `p`, which moves behind the frequencies.
schema::FieldCounts read_tf(std::uint8_t code, const std::uint8_t*& p);
/// Moves `p` past the varints of `count` positions.
const std::uint8_t* skip_varints(const std::uint8_t* p, std::uint32_t count);

/// Walks a list's windows in ascending order.
class WindowCursor {
 public:
  WindowCursor() = default;
  explicit WindowCursor(const ListView& list) : list_(list) {}
  /// The postings of `window`; empty docs if there are none. Windows must be asked for in ascending order.
  WindowPostings seek(std::uint32_t window) {
    while (i_ < list_.windows() && list_.window_number(i_) < window) first_ += list_.window_count(i_++);
    if (i_ == list_.windows() || list_.window_number(i_) != window) return {};
    return list_.at(i_, first_);
  }
  const ListView& list() const { return list_; }

 private:
  ListView list_;
  std::uint32_t i_ = 0, first_ = 0;
};

}  // namespace forestall::postings
