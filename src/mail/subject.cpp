// SPDX-License-Identifier: Apache-2.0
#include "mail/subject.h"

#include <algorithm>

#include "mail/language.h"

namespace forestall::mail {
namespace {

constexpr std::size_t kLongestPrefix = 40, kLongestTag = 60;

std::size_t blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) <= 0x20)
      ++at;
    else if (text.substr(at).starts_with("\u00A0"))
      at += 2;
    else if (text.substr(at).starts_with("\u202F") || text.substr(at).starts_with("\u3000"))
      at += 3;
    else
      break;
  }
  return at;
}

/// The end of "Re:", "AW :", "Re[2]:", "回复：" at the beginning of the text; 0: it has none.
std::size_t prefix_end(std::string_view text) {
  const std::string_view head = text.substr(0, kLongestPrefix);
  std::size_t colon = head.find(':'), length = 1;
  if (const std::size_t other = head.find("："); other < colon) colon = other, length = 3;
  if (colon == std::string_view::npos) return 0;
  std::string_view name = head.substr(0, colon);
  while (!name.empty() && static_cast<unsigned char>(name.back()) <= 0x20) name.remove_suffix(1);
  if (!name.empty() && (name.back() == ']' || name.back() == ')')) {  // a count
    const std::size_t open = name.find_last_of("[(");
    if (open == std::string_view::npos ||
        name.substr(open + 1, name.size() - open - 2).find_first_not_of("0123456789") != std::string_view::npos)
      return 0;
    name = name.substr(0, open);
  }
  const std::string word = canonical(name).text;
  return !word.empty() && lists().reply.longest_at(word, 0) == word.size() ? colon + length : 0;
}

bool digits(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "4711", "2023-0815", "ABC123": an identifier with a digit, and no word before it but "ticket".
bool numbered(const Canonical& line) {
  const std::size_t last = line.words.size() - 1;
  if (!line.words[last].digit) return false;
  std::string_view number = line.word(last);
  if (number.starts_with('#')) number.remove_prefix(1);
  if (last == 0) return line.word(0).starts_with('#') || (digits(number) && number.size() >= 5);
  std::size_t named = lists().ticket.longest_at(line.text, 0);
  if (named == 0) return false;
  while (named < line.text.size() && (line.text[named] == ' ' || line.text[named] == '#')) {
    const std::size_t more = lists().ticket.longest_at(line.text, named + 1);
    if (more == 0) break;
    named += 1 + more;
  }
  return line.words[last].begin <= named + 1;
}

/// "kde-users": what mailing lists put before every subject.
bool list_name(const Canonical& line) {
  if (line.words.size() != 1 || line.words[0].digit) return false;
  for (const std::string_view end : {"-users", "-user", "-devel", "-dev", "-list", "-announce", "-help", "-support",
                                     "-discuss", "-talk", "-general", "-l", "-bugs", "-commits"})
    if (line.text.ends_with(end)) return true;
  return false;
}

std::size_t tag_end(std::string_view text) {
  std::string_view close = "]";
  if (text.starts_with("【"))
    close = "】";
  else if (!text.starts_with('['))
    return 0;
  const std::size_t end = text.substr(0, kLongestTag).find(close);
  if (end == std::string_view::npos) return 0;
  const Canonical inside = canonical(text.substr(close.size(), end - close.size()));
  if (inside.words.empty()) return 0;
  const bool tag = lists().tag.longest_at(inside.text, 0) == inside.text.size();
  return tag || numbered(inside) || list_name(inside) ? end + close.size() : 0;
}

}  // namespace

std::vector<SubjectPart> subject_parts(std::string_view subject) {
  std::vector<SubjectPart> out;
  for (std::size_t at = blanks(subject, 0);;) {
    const std::string_view rest = subject.substr(at);
    std::size_t length = prefix_end(rest);
    const CleanRule rule = length > 0 ? CleanRule::prefix : CleanRule::tag;
    if (length == 0) length = tag_end(rest);
    if (length == 0) return out;
    out.push_back({rule, at, at + length});
    at = blanks(subject, at + length);
  }
}

}  // namespace forestall::mail
