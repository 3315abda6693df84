// SPDX-License-Identifier: Apache-2.0
#include "suggest/clean.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace forestall::suggest {
namespace {

constexpr std::size_t kFewestBytes = 6;    // what is left of a body must have at least these, not counting blanks
constexpr std::size_t kSecretDigits = 13;  // card and account numbers have more digits than error codes

bool digit(char c) { return c >= '0' && c <= '9'; }
bool blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  return line;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool starts(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }
bool ends(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

template <std::size_t N>
bool starts_with_any(std::string_view text, const std::array<std::string_view, N>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return starts(text, prefix); });
}

std::size_t words(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) count += !blank(text[i]) && (i == 0 || blank(text[i - 1]));
  return count;
}

/// "On 3 May, Ann wrote:" and its like: what follows is quoted.
bool introduces_quote(const std::string& line) {
  static constexpr std::array<std::string_view, 5> kRules = {
      "-----original", "-----message d'origine", "-----ursprüngliche", "-----mensaje original", "----- forwarded"};
  if (starts_with_any(line, kRules)) return true;
  if (!ends(line, ":")) return false;
  return (starts(line, "on ") && ends(line, "wrote:")) ||
         (starts(line, "le ") && (ends(line, "écrit :") || ends(line, "écrit:"))) ||
         (starts(line, "am ") && line.find(" schrieb ") != std::string::npos) ||
         (starts(line, "el ") && ends(line, "escribió:"));
}

bool signs_off(const std::string& line) {
  static constexpr std::array<std::string_view, 20> kClosings = {"best regards",
                                                                 "kind regards",
                                                                 "regards,",
                                                                 "many thanks,",
                                                                 "sincerely",
                                                                 "cordialement",
                                                                 "bien cordialement",
                                                                 "bien à vous",
                                                                 "salutations",
                                                                 "mit freundlichen grüßen",
                                                                 "mit freundlichen grüssen",
                                                                 "viele grüße",
                                                                 "freundliche grüße",
                                                                 "mfg",
                                                                 "saludos",
                                                                 "un saludo",
                                                                 "atentamente",
                                                                 "よろしくお願い",
                                                                 "以上、よろしく",
                                                                 "cheers,"};
  static constexpr std::array<std::string_view, 6> kDevices = {"sent from my", "envoyé de mon", "envoyé depuis",
                                                               "von meinem",   "gesendet von",  "enviado desde mi"};
  return starts_with_any(line, kDevices) || (words(line) <= 5 && starts_with_any(line, kClosings));
}

bool greets(const std::string& line) {
  static constexpr std::array<std::string_view, 14> kGreetings = {
      "hello", "hi",    "hey",       "dear", "good morning", "bonjour",    "bonsoir",
      "salut", "hallo", "guten tag", "hola", "buenos días",  "こんにちは", "お世話になって"};
  if (words(line) > 4) return false;
  return std::any_of(kGreetings.begin(), kGreetings.end(), [&](std::string_view greeting) {
    if (!starts(line, greeting)) return false;
    const std::string_view rest = std::string_view(line).substr(greeting.size());
    return rest.empty() || static_cast<unsigned char>(greeting[0]) >= 0x80 ||
           (std::string_view(" ,!.").find(rest[0]) != std::string_view::npos && (words(rest) <= 2));
  });
}

/// Runs of digits, with single blanks or hyphens inside, that are long enough to be a card or an account.
std::string without_secrets(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t end = i, digits = 0;
    while (end < line.size() && (digit(line[end]) || (digits > 0 && (line[end] == ' ' || line[end] == '-') &&
                                                      end + 1 < line.size() && digit(line[end + 1]))))
      digits += digit(line[end++]);
    if (digits >= kSecretDigits) {
      out.push_back(' ');
      i = end;
    } else {
      const std::size_t next = std::max(end, i + 1);
      out.append(line.substr(i, next - i));
      i = next;
    }
  }
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string clean_body(std::string_view body) {
  const std::vector<std::string_view> lines = lines_of(body);
  std::string out;
  bool first = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trimmed(lines[i]);
    const std::string small = lower(line.substr(0, 200));
    if (starts(line, ">")) continue;
    if (introduces_quote(small)) break;
    const bool near_end = i + 8 >= lines.size();
    if (!first && (lines[i] == "-- " || line == "--" || (near_end && signs_off(small)))) break;
    if (first && !line.empty()) {
      first = false;
      if (greets(small)) continue;
    }
    out += without_secrets(line);
    out.push_back('\n');
  }
  return out;
}

std::string clean_subject(std::string_view subject) {
  static constexpr std::array<std::string_view, 9> kPrefixes = {
      "re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:", "re :", "tr :"};
  for (bool changed = true; changed;) {
    changed = false;
    subject = trimmed(subject);
    const std::string small = lower(subject.substr(0, 8));
    for (const std::string_view prefix : kPrefixes)
      if (!changed && starts(small, prefix)) {
        subject.remove_prefix(prefix.size());
        changed = true;
      }
    if (const std::size_t end = subject.find(']');
        !changed && starts(subject, "[") && end != std::string_view::npos && end < 40 && end + 1 < subject.size()) {
      subject.remove_prefix(end + 1);
      changed = true;
    }
  }
  return without_secrets(subject);
}

std::size_t visible_bytes(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !blank(c); }));
}

std::string repaired(std::string text) {
  if (base::valid_utf8(text)) return text;
  std::string out;
  for (std::string_view rest = text;;) {
    const std::size_t at = base::first_invalid_utf8(rest);
    out.append(rest.substr(0, at));
    if (at == std::string_view::npos) return out;
    out += "\uFFFD";
    rest.remove_prefix(at + 1);
  }
}

std::string kept_unless_empty(std::string cleaned, const std::string& original) {
  return visible_bytes(cleaned) < kFewestBytes ? original : cleaned;
}

}  // namespace

CleanDraft clean(const Draft& draft) {
  const std::string subject = repaired(draft.subject), body = repaired(draft.body);
  return {kept_unless_empty(clean_subject(subject), subject), kept_unless_empty(clean_body(body), body)};
}

}  // namespace forestall::suggest
