// SPDX-License-Identifier: Apache-2.0
#include "mail/greeting.h"

#include "mail/language.h"
#include "mail/prose.h"

namespace forestall::mail {
namespace {

constexpr std::size_t kLongest = 160, kMostWords = 10, kMostNames = 5, kUnmarkedNames = 2;
constexpr std::size_t kGap = 36;  // bytes of a name inside a phrase: "尊敬的…"

bool marked(std::string_view text) {
  for (const std::string_view mark : {",", "!", ".", ":", "-", "，", "！", "。", "：", "、", "،", "–", ";"})
    if (text.ends_with(mark)) return true;
  return false;
}

/// Where the phrases that greet end: "Hello, good morning".
std::size_t phrases_end(const Canonical& line) {
  std::size_t at = 0;
  for (std::size_t length; at < line.text.size() && (length = lists().greeting.longest_at(line.text, at)) > 0;) {
    at += length;
    if (at < line.text.size() && line.text[at] == ' ') ++at;
  }
  return at;
}

/// What a name does not hold, but a sentence does.
bool has_particle(std::string_view text) {
  for (const std::string_view particle : {"が", "を", "は", "て", "动", "印", "机"})
    if (text.find(particle) != std::string_view::npos) return true;
  return false;
}

}  // namespace

bool greets(const Line& line, bool alone) {
  if (line.text.empty() || line.text.size() > kLongest) return false;
  const Canonical words = canonical(line.text);
  if (words.words.empty() || words.words.size() > kMostWords) return false;
  const std::size_t end = phrases_end(words);
  if (end >= words.text.size()) return true;
  if (words.words.size() <= 3 && !has_particle(std::string_view(words.text).substr(end)) &&
      lists().greeting.whole(words.text, kGap))
    return true;
  if (end == 0) return false;
  std::size_t first = 0;
  while (first < words.words.size() && words.words[first].begin < end) ++first;
  const std::size_t names = words.words.size() - first;
  if (names > kMostNames || !only_names(words, first)) return false;
  const bool role = lists().addressee.longest_at(words.text, words.words[first].begin) > 0;
  if (words.words[first].wide) return false;  // a whole phrase, or a sentence
  if (words.words[first].caseless) return role ? names <= 4 : names == 1 && marked(line.text);
  return marked(line.text) || role || (alone && names <= kUnmarkedNames);
}

}  // namespace forestall::mail
