// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analysis/analyzer.h"

namespace forestall::analysis {
namespace {

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string canonical_language(std::string_view tag) {
  std::string out;
  std::size_t part = 0, parts = 0;
  for (char c : tag) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = '-';
    if (c == '-') {
      if (part == 0) return {};
      ++parts;
      part = 0;
    } else if (is_letter(c) || (parts > 0 && is_digit(c))) {
      if (++part > 8) return {};
    } else {
      return {};
    }
    out.push_back(c);
  }
  const std::size_t primary = std::min(out.find('-'), out.size());
  return part == 0 || primary < 2 || out.size() > 35 ? std::string() : out;
}

}  // namespace forestall::analysis
