// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace forestall::paste {

/// What a line is made of, counted in one pass.
struct Shape {
  explicit Shape(std::string_view line);
  std::size_t bytes = 0;  ///< no blanks
  std::size_t signs = 0;  ///< of these, what prose has little of
  std::size_t digits = 0;
  std::size_t tokens = 0;   ///< between blanks
  std::size_t words = 0;    ///< of these, letters alone, with a mark of a sentence at most
  std::size_t hex = 0;      ///< of these, hexadecimal digits alone, in pairs
  std::size_t longest = 0;  ///< token, in bytes
  std::size_t columns = 0;  ///< gaps of three blanks or more
  bool labelled = false;    ///< a colon and then four blanks or more
  std::size_t equals = 0, pipes = 0, tabs = 0, commas = 0;
  std::uint64_t skeleton = 0;  ///< hash of the line without its digits
  std::uint64_t opening = 0;   ///< the same of its first two tokens
  /// The share of signs; prose has numbers too, so digits are half of one.
  double density() const {
    return bytes == 0 ? 0
                      : (static_cast<double>(signs) + 0.5 * static_cast<double>(digits)) / static_cast<double>(bytes);
  }
  bool sentence() const { return words >= 4 && words * 10 >= tokens * 7; }
};

}  // namespace forestall::paste
