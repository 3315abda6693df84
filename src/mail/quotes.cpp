// SPDX-License-Identifier: Apache-2.0
#include "mail/quotes.h"

#include <algorithm>

#include "mail/introduction.h"

namespace forestall::mail {
namespace {

enum class Sort { plain, odd, sure, neither };

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool digit(char c) { return c >= '0' && c <= '9'; }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }

Sort sort_of(std::string_view token) {
  if (token.find("://") != std::string_view::npos || token.find('@') != std::string_view::npos) return Sort::neither;
  while (!token.empty() && std::string_view(".,!?;:)\"'").find(token.back()) != std::string_view::npos)
    token.remove_suffix(1);
  while (!token.empty() && std::string_view("(\"'*").find(token.front()) != std::string_view::npos)
    token.remove_prefix(1);
  if (token.empty()) return Sort::neither;
  if (std::string_view("=<>|{}$#&+").find(token[0]) != std::string_view::npos)
    return token.size() > 1 && digit(token[1]) ? Sort::neither : Sort::odd;
  if ((token[0] == '-' && token.size() > 2) || token[0] == ':' || token.starts_with("0x")) return Sort::sure;
  std::size_t letters = 0, capitals = 0, digits = 0;
  bool inside = false;
  for (std::size_t i = 0; i < token.size(); ++i) {
    letters += letter(token[i]);
    capitals += capital(token[i]);
    digits += digit(token[i]);
    inside = inside || (i > 0 && capital(token[i]) && token[i - 1] >= 'a' && token[i - 1] <= 'z');
    if (token[i] == '\\' ||
        (token[i] == ':' && i > 1 && letter(token[i - 1]) && i + 1 < token.size() && letter(token[i + 1])))
      return Sort::sure;
    if (std::string_view("=(){}[]_:<>|`~^$").find(token[i]) != std::string_view::npos) return Sort::odd;
  }
  if (letters == 0) return Sort::neither;
  return inside || digits > 0 || (capitals >= 4 && capitals == letters) ? Sort::odd : Sort::plain;
}

bool ends_a_sentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "…", "。", "！", "？", "؟", ")", ";", ","})
    if (text.ends_with(mark)) return true;
  return false;
}

/// "Thanks", "Ann": a line that nobody ends with a mark.
bool is_short(std::string_view text) { return std::count(text.begin(), text.end(), ' ') < 3; }

bool printed(const std::vector<Line>& lines, std::size_t at, std::size_t end) {
  std::size_t odd = 0, all = 0;
  std::uint32_t shallowest = lines[at].depth;
  for (std::size_t i = at; i < end; ++i) {
    if (lines[i].blank()) continue;
    ++all;
    odd += looks_like_output(lines[i].text);
    shallowest = std::min(shallowest, lines[i].depth);
  }
  // A mail's third level of quoting stands inside a first one; a prompt (>>>) does not.
  return odd * 3 >= std::max<std::size_t>(all, 1) || shallowest >= 3;
}

}  // namespace

bool looks_like_output(std::string_view text) {
  if (text.size() > 4 * kLongestLine) text = text.substr(0, 4 * kLongestLine);
  if (text.find(" > ") != std::string_view::npos) return true;  // Settings > Accounts
  std::size_t plain = 0, odd = 0;
  bool sure = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    const Sort sort = end == 0 ? Sort::neither : sort_of(text.substr(0, end));
    plain += sort == Sort::plain;
    odd += sort == Sort::odd || sort == Sort::sure;
    sure = sure || sort == Sort::sure;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return sure || (odd > 0 && odd * 3 >= plain + odd);
}

bool looks_like_log(std::string_view text) {
  for (const std::string_view sign :
       {"0x", "ERROR", "WARN", "Exception", "Error:", "error:", "::", "\\", "{", "()", "=>"})
    if (text.find(sign) != std::string_view::npos) return true;
  for (std::size_t i = 4; i + 3 < text.size(); ++i)  // 10:12:44
    if (text[i] == ':' && text[i - 3] == ':' && digit(text[i - 1]) && digit(text[i - 2]) && digit(text[i + 1]) &&
        digit(text[i - 4]))
      return true;
  return false;
}

std::size_t quoted_end(const std::vector<Line>& lines, std::size_t at) {
  std::size_t end = at;
  for (std::size_t i = at; i < lines.size() && (lines[i].quoted() || lines[i].whole.empty()); ++i)
    if (lines[i].quoted()) end = i + 1;
  return end;
}

bool is_quote(const std::vector<Line>& lines, std::size_t at, std::size_t end, bool quoting) {
  const bool sure =
      std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(at), lines.begin() + static_cast<std::ptrdiff_t>(end),
                  [](const Line& line) { return line.mark == Mark::quote; });
  if (sure) return true;
  if (printed(lines, at, end)) return false;
  if (quoting || at == 0) return true;
  // Without an introduction: a line that goes on into the block ("The steps are:", "It should be") makes it the
  // writer's own.
  const Line& above = lines[at - 1];
  if (above.blank()) {
    std::size_t i = at;
    while (i > 0 && lines[i - 1].blank()) --i;
    if (i > 0 && !ends_a_sentence(lines[i - 1].text) && !is_short(lines[i - 1].text))
      return says_wrote(lines[i - 1].text);
    return i == 0 || (!lines[i - 1].text.ends_with(':') && !lines[i - 1].text.ends_with("：")) ||
           says_wrote(lines[i - 1].text);
  }
  if (above.text.ends_with(':') || above.text.ends_with("：")) return says_wrote(above.text);
  return ends_a_sentence(above.text);
}

}  // namespace forestall::mail
