// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/clean.h"

namespace forestall::mail {

/// What an element of HTML says of a line.
enum class Mark : std::uint8_t { none, quote, introduction, below, header, signature };

struct Line {
  std::size_t begin = 0, end = 0;  // bytes of the text, without the line break
  std::string_view text;           // without blanks and quote marks around it
  std::string_view whole;          // without blanks around it
  std::uint32_t depth = 0;         // quote marks before it
  bool paragraph = false;          // begins one
  bool indented = false;
  Mark mark = Mark::none;
  std::optional<CleanRule> rule = {};  // what took it
  bool blank() const { return text.empty(); }
  bool quoted() const { return depth > 0 || mark == Mark::quote; }
};

std::vector<Line> lines_of(std::string_view text);

/// Longer lines are prose, and nothing else is looked for in them: so that cleaning is linear.
inline constexpr std::size_t kLongestLine = 400;

}  // namespace forestall::mail
