// SPDX-License-Identifier: Apache-2.0
#include "mail/introduction.h"

#include <algorithm>

#include "mail/language.h"
#include "mail/quotes.h"

namespace forestall::mail {
namespace {

constexpr std::size_t kMostLines = 4, kMostWords = 40;

/// What the words of a supposed introduction are.
struct Evidence {
  bool wrote = false, address = false, year = false, time = false, day = false, month = false, begins = false;
  std::size_t small = 0;     // words that are neither names nor parts of a date
  std::size_t names = 0;     // capitals, or of scripts that have none
  std::size_t sentence = 0;  // "the", "my", "I": what does not stand in a header
  bool dated() const { return year || (day && (month || time)); }
};

bool digit(char c) { return c >= '0' && c <= '9'; }

/// "10:12", "10.12", "10h12", "10:12:44"; "2021", "3.5.21", "2021-05-03", "2021年5月3日".
void read_number(std::string_view word, Evidence& out) {
  std::size_t digits = 0, runs = 0, longest = 0;
  bool clock = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    digits = digit(word[i]) ? digits + 1 : 0;
    runs += digits == 1;
    longest = std::max(longest, digits);
    clock = clock || word[i] == ':';
  }
  if (longest == 4 || runs == 3) out.year = out.year || !clock || longest == 4;
  if (clock || runs == 2) out.time = true;
  if (runs >= 1 && !clock) out.day = true;
}

/// Articles are words of dates too ("le 3 mai"): only before a number or another word of a date.
bool of_a_date(const Canonical& line, std::size_t i, bool sentence) {
  if (!sentence || i == 0) return true;
  for (std::size_t next = i + 1; next < line.words.size() && next <= i + 2; ++next)  // "a las 10:12", not "the server"
    if (line.words[next].digit || lists().date.longest_at(line.text, line.words[next].begin) > 0) return true;
  return false;
}

bool wrote_inside(const Canonical& line, const Word& word) {
  if (!word.wide) return lists().wrote.longest_at(line.text, word.begin) > 0;
  for (std::size_t at = word.begin; at < word.end; ++at)
    if ((static_cast<unsigned char>(line.text[at]) & 0xC0u) != 0x80u && lists().wrote.longest_at(line.text, at) > 0)
      return true;
  return false;
}

bool first_of(const Canonical& line) {
  const Word& word = line.words.front();
  return word.digit || word.address || word.upper || word.caseless || lists().opener.longest_at(line.text, 0) > 0 ||
         lists().date.longest_at(line.text, 0) > 0 || lists().date_word.longest_at(line.text, 0) > 0;
}

Evidence evidence_of(const Canonical& line) {
  Evidence out;
  out.begins = first_of(line);
  std::size_t passed = 0;  // up to where a phrase reaches
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const Word& word = line.words[i];
    if (word.begin < passed) continue;
    if (word.address) {
      out.address = true;
      continue;
    }
    if (word.digit) read_number(line.word(i), out);
    if (wrote_inside(line, word)) {
      out.wrote = true;
      passed = word.begin + lists().wrote.longest_at(line.text, word.begin);
      continue;
    }
    const bool sentence = lists().sentence.longest_at(line.text, word.begin) > 0;
    const std::size_t month = lists().date.longest_at(line.text, word.begin);
    const std::size_t date = std::max(month, lists().date_word.longest_at(line.text, word.begin));
    const bool opens = i == 0 && lists().opener.longest_at(line.text, 0) > 0;
    if (opens || (date > 0 && of_a_date(line, i, sentence))) {
      out.month = out.month || month > 0;
      passed = word.begin + std::max(date, opens ? lists().opener.longest_at(line.text, 0) : 0);
    } else if (sentence) {
      ++out.sentence;
    } else if (!word.digit) {
      ++(word.upper || word.caseless ? out.names : out.small);
    }
  }
  return out;
}

bool introduces(const Canonical& line, bool quote_follows, bool comma) {
  if (line.words.empty() || line.words.size() > kMostWords) return false;
  const Evidence found = evidence_of(line);
  if (!found.begins) return false;
  const bool wide = std::any_of(line.words.begin(), line.words.end(), [](const Word& word) { return word.wide; });
  if (quote_follows) {
    if (!line.colon) return found.address && found.dated() && found.small <= 2;
    return (found.wrote || found.address || found.dated()) && found.small <= 4 && found.sentence <= 2 &&
           (found.address || found.dated() || line.words.size() <= 8);
  }
  if (!line.colon || found.sentence > 0 || !found.dated()) return false;
  if (found.address) return found.small <= (found.wrote ? 4u : 2u);
  if (!found.wrote || found.small > (found.year && found.time ? 1u : 0u) || !(found.year || comma)) return false;
  return wide ? line.words.front().digit || lists().opener.longest_at(line.text, 0) > 0
              : found.names > 0 || found.small > 0;
}

std::size_t next_text(const std::vector<Line>& lines, std::size_t at) {
  while (at < lines.size() && lines[at].blank()) ++at;
  return at;
}

/// Arabic-Indic digits.
bool other_digits(std::string_view text) { return text.find("\xD9") != std::string_view::npos; }

std::size_t without_later_beginning(const std::vector<Line>& lines, std::size_t at) {
  std::string joined;
  bool any_colon = false;
  for (std::size_t n = 0; n < kMostLines && at + n < lines.size(); ++n) {
    const Line& line = lines[at + n];
    if (line.blank() || line.quoted() || joined.size() + line.text.size() > kLongestLine) break;
    if (n > 0) joined += ' ';
    joined += line.text;
    const std::size_t next = next_text(lines, at + n + 1);
    const bool quote_follows = next < lines.size() && lines[next].quoted() && !looks_like_output(lines[next].text);
    const bool colon = line.text.find(':') != std::string_view::npos || line.text.find("：") != std::string_view::npos;
    any_colon = any_colon || colon;
    if (!quote_follows && !(any_colon && joined.find_first_of("0123456789@") != std::string::npos) &&
        !other_digits(joined))
      continue;
    if (introduces(canonical(joined), quote_follows, joined.find(',') != std::string::npos)) return n + 1;
  }
  return 0;
}

}  // namespace

std::size_t introduction(const std::vector<Line>& lines, std::size_t at) {
  const std::size_t count = without_later_beginning(lines, at);
  // A line above that is the writer's own is not swallowed: the shortest one that will do is the introduction.
  for (std::size_t later = 1; later < count; ++later)
    if (without_later_beginning(lines, at + later) == count - later) return 0;
  return count;
}

bool says_wrote(std::string_view line) {
  if (line.size() > kLongestLine) return false;
  const Canonical words = canonical(line);
  return std::any_of(words.words.begin(), words.words.end(),
                     [&](const Word& word) { return wrote_inside(words, word); });
}

bool has_date(const Canonical& line) {
  return std::any_of(line.words.begin(), line.words.end(), [&](const Word& word) {
    return word.digit || lists().date.longest_at(line.text, word.begin) > 0;
  });
}

}  // namespace forestall::mail
