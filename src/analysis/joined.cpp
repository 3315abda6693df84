// SPDX-License-Identifier: Apache-2.0
#include "analysis/joined.h"

#include <algorithm>

#include "analysis/characters.h"
#include "analysis/scanner.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kMostParts = 6, kLongestJoined = 48;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }
bool small(char c) { return c >= 'a' && c <= 'z'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), digit); }

bool word_at(std::string_view text, std::size_t i) {
  return i < text.size() && class_of(decode(text.data() + i).value) == CharClass::letter;
}

std::size_t count_digits(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (i + n < text.size() && digit(text[i + n])) ++n;
  return n;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Whether these words, with this sign between them, are written as one as well.
bool written_as_one(char32_t sign, const std::vector<std::string_view>& parts) {
  const bool letters = std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return !all_digits(part); });
  if (parts.size() < 2) return false;
  if (!letters) return sign == U'-' && parts.size() > 2;  // numbers of orders, telephones
  if (sign == U'·') return parts[0].back() == 'l' && parts[1].front() == 'l';
  if (sign != U'.' && sign != U'/') return true;
  if (std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return part.size() == 1; })) return true;
  if (sign != U'.' || parts.size() != 2) return false;
  return (parts[0].size() == 1 && all_digits(parts[1])) ||
         one_of(parts[1], {"js", "net", "io", "ai", "JS", "NET", "IO", "AI"});
}

/// The length of what may stand between two groups of a telephone number at `i`; 0 if nothing may.
std::size_t gap_at(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (n < 6 && i + n < text.size() && std::string_view(" -./()").find(text[i + n]) != std::string_view::npos)
    n += text.substr(i + n, 3) == "(0)" ? 3 : 1;  // the zero that is dialled inside the country only
  if (n == 0 && (text.substr(i, 2) == "\u00A0")) n = 2;
  if (n == 0 && (text.substr(i, 3) == "\u202F")) n = 3;
  return n;
}

Joined telephone(std::string_view text, std::size_t begin) {
  Joined out;
  std::size_t groups = 0, i = begin;
  if (text[i] == '+' || text[i] == '(') ++i;
  while (i < text.size()) {
    const std::size_t n = count_digits(text, i);
    if (n == 0) break;
    out.word.append(text.substr(i, n));
    i += n;
    ++groups;
    if (out.word.size() > 15 || word_at(text, i)) return {};
    out.end = i;
    const std::size_t gap = gap_at(text, i);
    if (gap == 0) break;
    i += gap;
  }
  return groups > 1 && out.word.size() >= 7 ? out : Joined{};
}

/// Groups of three behind the first: 1,000,000. The signs between them are the same.
Joined thousands(std::string_view text, std::size_t begin) {
  const std::size_t first = count_digits(text, begin);
  if (first < 1 || first > 3 || text[begin] == '0') return {};
  Joined out{begin + first, 0, std::string(text.substr(begin, first))};
  std::string_view sign;
  for (const std::string_view known : {",", ".", "'", " ", "\u2019", "\u00A0", "\u202F", "\u2009"})
    if (text.substr(out.end, known.size()) == known) sign = known;
  if (sign.empty()) return {};
  while (text.substr(out.end, sign.size()) == sign && count_digits(text, out.end + sign.size()) == 3) {
    out.word.append(text.substr(out.end + sign.size(), 3));
    out.end += sign.size() + 3;
    if (out.word.size() > kLongestJoined) return {};
  }
  const bool goes_on = out.end < text.size() && (word_at(text, out.end) || text.substr(out.end, sign.size()) == sign) &&
                       word_at(text, out.end + sign.size());
  return out.word.size() > first && !goes_on && !word_at(text, out.end) ? out : Joined{};
}

}  // namespace

bool may_join(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '-' || c == '&' || c == '.' || c == '/') return true;
  if (static_cast<unsigned char>(c) < 0x80) return false;
  const char32_t sign = decode(text.data() + at).value;
  return sign == U'·' || sign == U'\u05F3' || sign == U'\u05F4' || sign == U'\u2010' || sign == U'\u2011';
}

Joined joined_words(std::string_view text, std::size_t begin, std::size_t at) {
  const CodePoint sign = decode(text.data() + at);
  std::vector<std::string_view> parts{text.substr(begin, at - begin)};
  std::size_t end = at;
  while (end < text.size() && decode(text.data() + end).value == sign.value && word_at(text, end + sign.length)) {
    const std::size_t from = end + sign.length;
    end = word_end(text, from, Apostrophe::splits);
    parts.push_back(text.substr(from, end - from));
    if (parts.size() > kMostParts || end - begin > kLongestJoined) return {};
  }
  if (!written_as_one(sign.value, parts)) return {};
  Joined out{end, static_cast<std::size_t>(parts.back().data() - text.data()), {}};
  for (const std::string_view part : parts) out.word += part;
  return out;
}

Joined grouped_number(std::string_view text, std::size_t begin) {
  if (Joined number = thousands(text, begin); number.end != 0) return number;
  return text[begin] == '+' || text[begin] == '(' || text[begin] == '0' ? telephone(text, begin) : Joined{};
}

std::vector<std::string_view> capital_words(std::string_view word) {
  constexpr std::size_t kShortest = 6;
  if (word.size() < kShortest || !std::all_of(word.begin(), word.end(), [](char c) { return capital(c) || small(c); }))
    return {};
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (std::size_t i = 1; i < word.size(); ++i) {
    const bool begins = capital(word[i]) && (small(word[i - 1]) || (i + 1 < word.size() && small(word[i + 1])));
    if (!begins) continue;
    parts.push_back(word.substr(from, i - from));
    from = i;
  }
  parts.push_back(word.substr(from));
  return parts;
}

std::vector<std::string_view> code_words(std::string_view word) {
  const std::vector<std::string_view> parts = capital_words(word);
  if (parts.size() < 2) return {};
  const bool lower_first = small(word[0]) && parts[0].size() > 1;
  const bool code =
      parts.size() >= 3 || (parts.size() == 2 && (lower_first || one_of(parts[1], {"Exception", "Error"})));
  return code ? parts : std::vector<std::string_view>{};
}

std::vector<std::string_view> letters_and_digits(std::string_view word) {
  const auto letter = [](char c) { return capital(c) || small(c); };
  if (word.size() < 2 || letter(word[0]) == digit(word[0])) return {};
  const bool letters_first = letter(word[0]);
  const auto change = std::find_if(word.begin(), word.end(), [&](char c) { return letter(c) != letters_first; });
  const auto rest = std::string_view(change, word.end());
  if (rest.empty() ||
      !std::all_of(rest.begin(), rest.end(), [&](char c) { return letters_first ? digit(c) : letter(c); }))
    return {};
  return {word.substr(0, word.size() - rest.size()), rest};
}

}  // namespace forestall::analysis
