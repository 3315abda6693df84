// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_set>

#include "paste/paste.h"
#include "paste/signs.h"

namespace forestall::paste {
namespace {

constexpr std::size_t kMostCodes = 16, kMostErrorLines = 3, kMostWordsOfLine = 10, kShortPaste = 3, kMostWords = 100;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool small(char c) { return c >= 'a' && c <= 'z'; }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Calls `take` for every token without the signs around it.
template <typename Take>
void each_token(std::string_view line, Take take) {
  constexpr std::string_view kBetween = " \t\"'`()[]{}<>,;=|";
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t begin = std::min(line.find_first_not_of(kBetween, i), line.size());
    const std::size_t end = std::min(line.find_first_of(kBetween, begin), line.size());
    std::string_view token = line.substr(begin, end - begin);
    while (!token.empty() && (token.back() == ':' || token.back() == '.' || token.back() == '!'))
      token.remove_suffix(1);
    if (!token.empty()) take(token);
    i = end;
  }
}

/// "java.net.ConnectException" → "ConnectException"; empty if the token is no name of an exception.
std::string_view exception_in(std::string_view token) {
  const std::string_view name = token.substr(token.find_last_of(".:$/") + 1);
  const bool ends = name.ends_with("Exception") || name.ends_with("Error") || name.ends_with("Fault");
  return ends && name.size() > 7 && capital(name[0]) ? name : std::string_view();
}

/// ERR_CONNECTION_REFUSED, ORA-12541, E0599, 0x80070005: capitals, with digits or parts; no address, digest or number.
bool is_code(std::string_view token) {
  constexpr std::size_t kShortest = 4, kLongest = 40, kResult = 10;
  if (token.size() < kShortest || token.size() > kLongest) return false;
  if (token.substr(0, 2) == "0x" || token.substr(0, 2) == "0X")
    return token.size() == kResult && token.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  std::size_t capitals = 0, digits = 0, joins = 0;
  for (const char c : token) {
    if (!capital(c) && !digit(c) && c != '_' && c != '-') return false;
    capitals += capital(c);
    digits += digit(c);
    joins += c == '_' || c == '-';
  }
  return capitals >= 1 && capital(token[0]) && (joins > 0 ? capitals >= 2 : digits >= 2) && digits <= 8;
}

bool is_plain_word(std::string_view token) {
  return token.size() > 1 && std::all_of(token.begin(), token.end(),
                                         [](char c) { return small(c) || capital(c) || (c & 0x80) != 0 || c == '-'; });
}

bool tells_of_error(std::string_view line) {
  bool first = false;
  const bool level = has_level(line, first) &&
                     (line.find("ERROR") != std::string_view::npos || line.find("FATAL") != std::string_view::npos ||
                      line.find("SEVERE") != std::string_view::npos || line.find("CRITICAL") != std::string_view::npos);
  return level || line.find("Exception: ") != std::string_view::npos || line.find("Error: ") != std::string_view::npos;
}

/// Words, each once, in the order in which they were added.
class Words {
 public:
  void add(std::string_view word) {
    std::string key(word);
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return capital(c) ? static_cast<char>(c + 32) : c; });
    if (!known_.insert(std::move(key)).second) return;
    if (!text_.empty()) text_ += ' ';
    text_ += word;
  }
  std::size_t size() const { return known_.size(); }
  std::string take() { return std::move(text_); }

 private:
  std::unordered_set<std::string> known_;
  std::string text_;
};

bool is_number(std::string_view token) {
  constexpr std::size_t kShortest = 3, kLongest = 8;
  return token.size() >= kShortest && token.size() <= kLongest && std::all_of(token.begin(), token.end(), digit);
}

/// `numbers`: too, for a short paste may hold a code without letters.
void add_words(std::string_view line, bool numbers, Words& words) {
  std::size_t taken = 0;
  each_token(line, [&](std::string_view token) {
    bool level = false;
    const bool counts = (is_plain_word(token) && !has_level(token, level)) || (numbers && is_number(token));
    if (taken < kMostWordsOfLine && counts) {
      words.add(token);
      ++taken;
    }
  });
}

}  // namespace

std::string evidence(const std::vector<std::string_view>& pasted) {
  Words words;
  for (const std::string_view line : pasted)
    each_token(line, [&](std::string_view token) {
      if (words.size() >= kMostCodes) return;
      if (const std::string_view name = exception_in(token); !name.empty())
        words.add(name);
      else if (is_code(token))
        words.add(token);
    });
  std::unordered_set<std::string_view> seen;
  std::size_t told = 0;
  for (const std::string_view line : pasted) {
    if (pasted.size() > kShortPaste && (!tells_of_error(line) || told >= kMostErrorLines)) continue;
    if (!seen.insert(line).second) continue;
    add_words(line, pasted.size() <= kShortPaste, words);
    ++told;
  }
  return words.take();
}

std::string distinct_words(const std::vector<std::string_view>& lines) {
  Words words;
  for (const std::string_view line : lines)
    each_token(line, [&](std::string_view token) {
      if (words.size() < kMostWords) words.add(token);
    });
  return words.take();
}

}  // namespace forestall::paste
