// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_set>

#include "analysis/markdown_text.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kMostBrackets = 1000, kLongestLabel = 100;

/// The length of the label "[^name]" that the text begins with, or 0.
std::size_t label_length(std::string_view text) {
  if (!text.starts_with("[^")) return 0;
  for (std::size_t i = 2; i < text.size() && i < kLongestLabel; ++i) {
    const char c = text[i];
    if (c == ']') return i > 2 ? i + 1 : 0;
    if (static_cast<unsigned char>(c) <= 0x20 || c == '[' || c == '^') return 0;
  }
  return 0;
}

/// The line, and what is left after it.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end == std::string_view::npos ? end : end + 1);
  rest.remove_prefix(line.size());
  return line;
}

/// The label of the footnote whose text the line begins, or nothing.
std::string_view defined(std::string_view line) {
  const std::size_t at = line.find_first_not_of(' ');
  if (at == std::string_view::npos || at > 3) return {};
  const std::size_t length = label_length(line.substr(at));
  return length > 0 && line.substr(at + length).starts_with(':') ? line.substr(at, length) : std::string_view();
}

}  // namespace

std::string markdown_source(std::string_view markdown) {
  std::unordered_set<std::string_view> labels;
  for (std::string_view rest = markdown; !rest.empty();)
    if (const std::string_view label = defined(take_line(rest)); !label.empty()) labels.insert(label);
  std::string out;
  out.reserve(markdown.size());
  std::size_t brackets = 0;
  for (std::string_view rest = markdown; !rest.empty();) {
    std::string_view line = take_line(rest);
    if (line.find_first_not_of(" \t\r\n") == std::string_view::npos) brackets = 0;
    if (const std::string_view label = defined(line); !label.empty())
      line.remove_prefix(static_cast<std::size_t>(label.data() - line.data()) + label.size() + 1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::size_t label = labels.empty() || line[i] != '[' ? 0 : label_length(line.substr(i));
      if (label > 0 && labels.contains(line.substr(i, label)))
        i += label - 1;
      else
        out.push_back(line[i] == '[' && ++brackets > kMostBrackets ? ' ' : line[i]);
    }
  }
  return out;
}

}  // namespace forestall::analysis
