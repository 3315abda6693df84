// SPDX-License-Identifier: Apache-2.0
#include "mail/lines.h"

namespace forestall::mail {
namespace {

/// Bytes of the blank at the end, or the beginning, of the text: ASCII's, and U+00A0, U+202F, U+3000, U+FEFF, marks of
/// direction.
std::size_t blank_at(std::string_view text, bool end) {
  if (text.empty()) return 0;
  if (static_cast<unsigned char>(end ? text.back() : text.front()) <= 0x20) return 1;
  for (const std::string_view blank :
       {"\u00A0", "\u202F", "\u3000", "\uFEFF", "\u200B", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C"})
    if (end ? text.ends_with(blank) : text.starts_with(blank)) return blank.size();
  return 0;
}

std::string_view trimmed(std::string_view text) {
  for (std::size_t n; (n = blank_at(text, false)) > 0;) text.remove_prefix(n);
  for (std::size_t n; (n = blank_at(text, true)) > 0;) text.remove_suffix(n);
  return text;
}

}  // namespace

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  bool after_blank = true;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) end = text.size();
    Line line;
    line.begin = at;
    line.end = end;
    line.whole = line.text = trimmed(text.substr(at, end - at));
    line.indented = line.whole.data() != text.data() + at;
    while (!line.text.empty() && line.text.front() == '>') {
      ++line.depth;
      line.text = trimmed(line.text.substr(1));
    }
    line.paragraph = after_blank;
    after_blank = line.whole.empty();
    out.push_back(line);
    at = end + 1;
  }
  return out;
}

}  // namespace forestall::mail
