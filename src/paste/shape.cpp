// SPDX-License-Identifier: Apache-2.0
#include "paste/shape.h"

#include <algorithm>
#include <array>

namespace forestall::paste {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }
bool hexadecimal(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
/// Signs that prose has little of.
constexpr std::array<bool, 256> kSigns = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("{}[]<>=|\\/_;\"`@#$%&*+~^")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();
std::uint64_t mix(std::uint64_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u; }

bool is_word(std::string_view token) {
  while (!token.empty() && std::string_view(".,;:!?)\"'").find(token.back()) != std::string_view::npos)
    token.remove_suffix(1);
  while (!token.empty() && (token.front() == '(' || token.front() == '"' || token.front() == '\''))
    token.remove_prefix(1);
  return !token.empty() &&
         std::all_of(token.begin(), token.end(), [](char c) { return letter(c) || c == '-' || c == '\''; });
}

bool is_hex(std::string_view token) {
  return token.size() >= 2 && token.size() % 2 == 0 && std::all_of(token.begin(), token.end(), hexadecimal);
}

}  // namespace

Shape::Shape(std::string_view line) {
  skeleton = opening = 0xCBF29CE484222325u;
  std::size_t blanks = 0;
  for (std::size_t i = 0; i < line.size();) {
    if (blank(line[i])) {
      ++blanks;
      tabs += line[i] == '\t' && bytes > 0;
      ++i;
      continue;
    }
    columns += bytes > 0 && blanks >= 3;
    labelled = labelled || (blanks >= 4 && i > blanks && line[i - blanks - 1] == ':');
    blanks = 0;
    std::size_t end = i;
    for (; end < line.size() && !blank(line[end]); ++end) {
      const char c = line[end];
      signs += kSigns[static_cast<unsigned char>(c)];
      digits += digit(c);
      equals += c == '=';
      pipes += c == '|';
      commas += c == ',';
      if (!digit(c)) skeleton = mix(skeleton, c);
      if (!digit(c) && tokens < 2) opening = mix(opening, c);
    }
    const std::string_view token = line.substr(i, end - i);
    skeleton = mix(skeleton, ' ');
    bytes += token.size();
    longest = std::max(longest, token.size());
    ++tokens;
    words += is_word(token);
    hex += is_hex(token);
    i = end;
  }
}

}  // namespace forestall::paste
