// SPDX-License-Identifier: Apache-2.0
#include "cli/highlight.h"

#include <algorithm>

#include "cli/terminal.h"

namespace forestall::cli {
namespace {

/// Byte offset that lies `count` code points after `from`.
std::size_t advance(std::string_view text, std::size_t from, std::uint32_t count) {
  while (count > 0 && from < text.size()) {
    ++from;
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0u) == 0x80u) ++from;
    --count;
  }
  return from;
}

}  // namespace

std::string highlighted(std::string_view text, const std::vector<Range>& highlights) {
  std::vector<Range> sorted = highlights;
  std::sort(sorted.begin(), sorted.end(), [](const Range& a, const Range& b) { return a.start < b.start; });
  std::string out;
  std::size_t byte = 0;
  std::uint32_t point = 0;
  for (const Range& range : sorted) {
    if (range.start < point) continue;
    const std::size_t begin = advance(text, byte, range.start - point);
    const std::size_t end = advance(text, begin, range.length);
    out += printable(text.substr(byte, begin - byte));
    out += yellow(printable(text.substr(begin, end - begin)));
    byte = end;
    point = range.start + range.length;
  }
  return out + printable(text.substr(byte));
}

}  // namespace forestall::cli
