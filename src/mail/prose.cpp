// SPDX-License-Identifier: Apache-2.0
#include "mail/prose.h"

#include <algorithm>

#include "mail/language.h"

namespace forestall::mail {
namespace {

constexpr std::size_t kSentence = 7;       // words, most of them small
constexpr std::size_t kShortSentence = 4;  // if it ends as one
constexpr std::size_t kWideSentence = 45;  // bytes of a script without blanks: fifteen signs

bool ends_as_sentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "…", "。", "！", "？", "؟", ";", ":", "："})
    if (text.ends_with(mark)) return true;
  return false;
}

/// How a wide sentence ends, or is joined.
bool wide_sentence(std::string_view text, const Canonical& line) {
  const bool marks = text.find("。") != std::string_view::npos || text.find("，") != std::string_view::npos ||
                     text.find("、") != std::string_view::npos || ends_as_sentence(text);
  return line.text.size() >= kWideSentence && marks;
}

}  // namespace

bool asks(std::string_view text) { return text.ends_with('?') || text.ends_with("？") || text.ends_with("؟"); }

bool points_elsewhere(std::string_view text) {
  return text.find('@') != std::string_view::npos || text.find("://") != std::string_view::npos ||
         text.find("www.") != std::string_view::npos;
}

bool is_prose(std::string_view text, const Canonical& line) {
  if (line.words.empty()) return false;
  if (lists().postscript.longest_at(line.text, 0) > 0) return true;
  if (points_elsewhere(text) && !asks(text)) return false;
  std::size_t small = 0, letters = 0, wide = 0;
  for (const Word& word : line.words) {
    if (word.digit || word.address) continue;
    ++letters;
    small += !word.upper && !(word.caseless && !word.wide && line.words.size() < kSentence);
    wide += word.wide;
  }
  if (asks(text)) return letters >= 3 || (wide > 0 && line.text.size() >= 18);
  if (wide > 0 && wide * 2 >= letters)
    return wide_sentence(text, line) || (letters >= kShortSentence && ends_as_sentence(text));
  if (small * 2 <= letters) return false;
  return letters >= kSentence || (letters >= kShortSentence && ends_as_sentence(text));
}

bool only_names(const Canonical& line, std::size_t first) {
  std::size_t passed = 0;
  for (std::size_t i = first; i < line.words.size(); ++i) {
    const Word& word = line.words[i];
    if (word.begin < passed) continue;
    if (const std::size_t role = lists().addressee.longest_at(line.text, word.begin); role > 0) {
      passed = word.begin + role;
      continue;
    }
    if (word.digit || word.address || (!word.upper && !word.caseless)) return false;
    if (word.capitals && word.end - word.begin > 3) return false;  // "HELLO PRINTER BLANK"
    if (lists().sentence.longest_at(line.text, word.begin) > 0) return false;
  }
  return true;
}

}  // namespace forestall::mail
