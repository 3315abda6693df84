// SPDX-License-Identifier: Apache-2.0
#include "paste/signs.h"

#include <algorithm>
#include <array>

namespace forestall::paste {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// The length of "10:00:01", "1:02:3" at the start of the text; 0 if there is none.
std::size_t time_at(std::string_view text) {
  std::size_t i = 0;
  for (int part = 0; part < 3; ++part) {
    std::size_t n = 0;
    while (i + n < text.size() && n < 3 && digit(text[i + n])) ++n;
    if (n == 0 || n == 3) return 0;
    i += n;
    if (part < 2 && (i >= text.size() || text[i++] != ':')) return 0;
  }
  return i;
}

/// "[   12.345678]", as kernels count.
bool seconds_since_start(std::string_view line) {
  if (line.substr(0, 1) != "[") return false;
  const std::size_t end = line.find(']');
  if (end == std::string_view::npos || end > 20) return false;
  const std::string_view inside = line.substr(1, end - 1);
  return contains(inside, ".") &&
         std::all_of(inside.begin(), inside.end(), [](char c) { return digit(c) || c == '.' || c == ' '; });
}

}  // namespace

int time_at_start(std::string_view line) {
  constexpr std::size_t kSearched = 64, kLongestWord = 3, kMostWords = 3;
  constexpr int kSure = 3, kBare = 1;
  if (seconds_since_start(line)) return kSure;
  std::size_t letters = 0, words = 0;
  bool date = false;
  for (std::size_t i = 0; i < std::min(line.size(), kSearched); ++i) {
    const char c = line[i];
    if (letter(c) || static_cast<unsigned char>(c) >= 0x80) {
      words += letters == 0;
      if (++letters > kLongestWord && !(c >= 'A' && c <= 'Z')) return 0;
      if (words > kMostWords) return 0;
      continue;
    }
    letters = 0;
    if (!digit(c) || (i > 0 && digit(line[i - 1]))) continue;
    const std::size_t length = time_at(line.substr(i));
    if (length == 0) {
      date = true;
      continue;
    }
    const std::string_view rest = line.substr(i + length);
    const bool fraction = rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') && digit(rest[1]);
    return date || fraction || rest.substr(0, 2) == " [" ? kSure : kBare;
  }
  return 0;
}

bool is_frame(std::string_view line) {
  const auto starts = [&](std::string_view what) { return line.substr(0, what.size()) == what; };
  if (starts("Traceback (most recent") || starts("Caused by: ") || starts("goroutine ") || starts("-----BEGIN ") ||
      starts("-----END "))
    return true;
  if (line.find(' ') == std::string_view::npos && (contains(line, "@http://") || contains(line, "@https://")))
    return true;
  if (starts("File \"") && contains(line, "\", line ")) return true;
  if (starts("... ") && line.size() > 4 && digit(line[4]) && contains(line, "more")) return true;
  if (starts("at ")) {
    const std::string_view rest = line.substr(3), first = rest.substr(0, rest.find(' '));
    return (contains(first, ".") || contains(first, "/") || contains(first, "<") || contains(rest, " (")) &&
           (contains(rest, "(") || has_file_place(rest));
  }
  if (line.size() > 3 && line[0] == '#' && digit(line[1]))
    return contains(line, "0x") || contains(line, "(") || contains(line, " in ");
  return false;
}

bool has_level(std::string_view line, bool& first) {
  static constexpr std::array<std::string_view, 13> kLevels = {"INFO",  "WARN",    "WARNING",    "ERROR",    "DEBUG",
                                                               "TRACE", "FATAL",   "SEVERE",     "CRITICAL", "NOTICE",
                                                               "ERR!",  "VERBOSE", "INFORMATION"};
  constexpr std::size_t kSearched = 72, kFirst = 3;
  const std::string_view head = line.substr(0, kSearched);
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (std::adjacent_find(head.begin(), head.end(), [&](char a, char b) { return capital(a) && capital(b); }) ==
      head.end())
    return false;
  for (const std::string_view level : kLevels) {
    const std::size_t at = head.find(level);
    if (at == std::string_view::npos) continue;
    const bool starts = at == 0 || !letter(head[at - 1]),
               ends = at + level.size() >= head.size() || !letter(head[at + level.size()]);
    if (!starts || !ends) continue;
    first = at < kFirst;
    return true;
  }
  return false;
}

bool has_file_place(std::string_view line) {
  bool slash = false, dot = false, address = false;  // in the token at hand, up to here
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == ' ' || c == '\t' || c == '(' || c == '"') slash = dot = address = false;
    slash = slash || c == '/' || c == '\\';
    dot = dot || c == '.';
    if (c != ':') continue;
    address = address || line.substr(i, 3) == "://";
    const bool number = i + 1 < line.size() && (digit(line[i + 1]) || line.substr(i + 1, 5) == "line ");
    if (number && slash && dot && !address) return true;
  }
  return false;
}

bool starts_with_exception(std::string_view line) {
  const std::size_t end = std::min(line.find_first_of(": "), line.size());
  const std::string_view name = line.substr(0, end);
  return name.size() > 9 && contains(name, ".") && (name.ends_with("Exception") || name.ends_with("Error"));
}

bool has_machine_value(std::string_view line) {
  constexpr std::size_t kLongestName = 40, kUuid = 36;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > kLongestName || colon + 2 > line.size()) return false;
  const std::string_view name = line.substr(0, colon), value = line.substr(colon + 1);
  if (contains(value, " 0x") || (contains(value, ":\\") && !contains(name, "."))) return true;
  const std::size_t last = value.find_last_of(' ') + 1;
  if (value.size() - last == kUuid && std::count(value.begin(), value.end(), '-') == 4) return true;
  const std::size_t dash = name.find('-');
  return dash != std::string_view::npos && dash > 0 && dash + 1 < name.size() && !contains(name, " ") &&
         name[0] >= 'A' && name[0] <= 'Z' && name[dash + 1] >= 'A' && name[dash + 1] <= 'Z';
}

bool starts_with_tool(std::string_view line) {
  static constexpr std::array<std::string_view, 17> kOpenings = {"Exception in thread ",
                                                                 "Suppressed: ",
                                                                 "Stack trace:",
                                                                 "stack backtrace:",
                                                                 "PHP Fatal error",
                                                                 "PHP Warning",
                                                                 "panic: ",
                                                                 "Call Trace:",
                                                                 "diff --git ",
                                                                 "@@ -",
                                                                 "HTTP/1.",
                                                                 "HTTP/2",
                                                                 "npm ",
                                                                 "INSERT INTO ",
                                                                 "index ",
                                                                 "<?xml ",
                                                                 "data:image/"};
  return std::any_of(kOpenings.begin(), kOpenings.end(),
                     [&](std::string_view opening) { return line.substr(0, opening.size()) == opening; });
}

bool is_encoded(std::string_view token) {
  constexpr std::size_t kShortest = 32;
  if (token.size() < kShortest || contains(token, "://")) return false;
  std::size_t good = 0, capitals = 0, digits = 0;
  for (const char c : token) {
    good += letter(c) || digit(c) || c == '+' || c == '/' || c == '=';
    capitals += c >= 'A' && c <= 'Z';
    digits += digit(c);
  }
  return good == token.size() && (digits >= 2 || capitals >= 4);
}

}  // namespace forestall::paste
