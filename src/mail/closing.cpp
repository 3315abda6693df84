// SPDX-License-Identifier: Apache-2.0
#include "mail/closing.h"

#include <algorithm>

#include "mail/language.h"
#include "mail/prose.h"
#include "mail/quotes.h"

namespace forestall::mail {
namespace {

constexpr std::size_t kLongest = 160, kMostWords = 18, kMostNames = 4, kGap = 80;
constexpr std::size_t kDeviceGap = 40, kDeviceWords = 12;

/// Where the phrases that close end: "Thanks in advance and best regards".
std::size_t phrases_end(const Canonical& line) {
  std::size_t at = 0, end = 0;
  while (at < line.text.size()) {
    std::size_t length = lists().closing.longest_at(line.text, at);
    const bool phrase = length > 0;
    if (!phrase && end > 0) length = lists().joining.longest_at(line.text, at);
    if (length == 0) break;
    at += length;
    if (at < line.text.size() && line.text[at] == ' ') ++at;
    if (phrase) end = at;
  }
  return end;
}

bool prose_at(const Line& line) {
  if (line.text.size() > kLongestLine) return true;
  return is_prose(line.text, canonical(line.text)) || looks_like_log(line.text);
}

/// The end of the paragraph that line `at` is in.
std::size_t paragraph_end(const std::vector<Line>& lines, std::size_t at, std::size_t end) {
  ++at;
  while (at < end && !lines[at].blank() && !lines[at].paragraph) ++at;
  return at;
}

std::size_t next_text(const std::vector<Line>& lines, std::size_t at, std::size_t end) {
  while (at < end && lines[at].blank()) ++at;
  return at;
}

void take(std::vector<Line>& lines, std::size_t at, std::size_t end, CleanRule rule) {
  for (; at < end; ++at)
    if (!lines[at].rule) lines[at].rule = rule;
}

/// Whether a paragraph of a signature is one: none of its lines reads like a letter.
bool letter_again(const std::vector<Line>& lines, std::size_t at, std::size_t end) {
  return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(at), lines.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Line& line) { return !line.rule && !line.blank() && prose_at(line); });
}

/// The end of the signature that begins at `at`: where the text reads like a letter again.
std::size_t signature_end(const std::vector<Line>& lines, std::size_t at, std::size_t end) {
  for (at = next_text(lines, at, end); at < end; at = next_text(lines, at, end)) {
    const std::size_t next = paragraph_end(lines, at, end);
    if (letter_again(lines, at, next)) return at;
    at = next;
  }
  return end;
}

bool signature_mark(const Line& line) { return line.whole == "--" || line.whole == "—" || line.whole == "––"; }

}  // namespace

bool closes(const Line& line) {
  if (line.text.empty() || line.text.size() > kLongest) return false;
  const Canonical words = canonical(line.text);
  if (words.words.empty() || words.words.size() > kMostWords) return false;
  const std::size_t end = phrases_end(words);
  if (end >= words.text.size()) return true;
  if (lists().closing.whole(words.text, kGap)) return true;
  if (end == 0) return false;
  std::size_t first = 0;
  while (first < words.words.size() && words.words[first].begin < end) ++first;
  return words.words.size() - first <= kMostNames && only_names(words, first) && !line.text.ends_with('?') &&
         (!words.words[first].caseless || words.text.size() - end <= 24);
}

bool names_device(const Line& line) {
  if (line.text.size() < 6 || line.text.size() > kLongest) return false;
  const Canonical words = canonical(line.text);
  if (words.words.size() > kDeviceWords || !lists().device.whole(words.text, kDeviceGap)) return false;
  if (lists().device_word.in(words)) return true;
  return std::any_of(words.words.begin(), words.words.end(), [&](const Word& word) {
    for (const std::string_view device : {"iphone", "ipad", "outlook", "android", "samsung", "galaxy", "huawei"})
      if (words.text.substr(word.begin, word.end - word.begin).find(device) != std::string::npos) return true;
    return false;
  });
}

void take_closing(std::vector<Line>& lines, std::size_t at, std::size_t end) {
  for (std::size_t i = at; i < end; ++i) {
    if (lines[i].rule || lines[i].blank()) continue;
    const bool mark = signature_mark(lines[i]);
    if (mark && i + 1 < end && lines[i].end - lines[i].begin >= 3) {  // "-- ": the mark that mail programs write
      take(lines, i, end, CleanRule::signature);
      return;
    }
    if (!mark && !closes(lines[i])) continue;
    std::size_t after = i + 1;
    while (after < end && (lines[after].blank() || closes(lines[after]))) ++after;  // "Thanks" above "Regards"
    const std::size_t last = signature_end(lines, i + 1, end);
    if (after < end && last <= after) {  // a letter goes on right below: no closing
      i = after > i + 1 ? after - 1 : i;
      continue;
    }
    take(lines, i, i + 1, mark ? CleanRule::signature : CleanRule::closing);
    for (std::size_t j = i + 1; j < last; ++j)
      if (!lines[j].blank()) take(lines, j, j + 1, closes(lines[j]) ? CleanRule::closing : CleanRule::signature);
    if (last < end) return;  // the letter goes on: kept with all that follows
    i = last;
  }
}

}  // namespace forestall::mail
