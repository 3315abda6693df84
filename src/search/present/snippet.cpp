// SPDX-License-Identifier: Apache-2.0
#include "search/present/snippet.h"

#include <algorithm>

#include "analysis/characters.h"
#include "base/utf8.h"

namespace forestall::search {
namespace {

constexpr double kRepeated = 0.05;
constexpr std::string_view kEllipsis = "…";

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }
bool blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

std::string_view beginning(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && continues(text[bytes])) --bytes;
  return text.substr(0, analysis::character_start(text, bytes));
}

/// Whether a sentence ends right before byte `at`.
bool sentence_ends(std::string_view text, std::size_t at) {
  if (at >= 1 && text[at - 1] == '\n') return true;
  if (at >= 2 && blank(text[at - 1])) return std::string_view(".!?").find(text[at - 2]) != std::string_view::npos;
  if (at < 3) return false;
  for (const std::string_view mark : {"。", "！", "？", "｡", "।", "؟"})
    if (text.substr(0, at).ends_with(mark)) return true;
  return false;
}

bool letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::uint32_t points(std::string_view text) { return static_cast<std::uint32_t>(base::count_code_points(text)); }

/// The run of matches within `length` code points that is worth most, as [first, last).
std::pair<std::size_t, std::size_t> best_run(const std::vector<Match>& matches, const std::vector<SoughtTerm>& terms,
                                             std::size_t length) {
  std::vector<std::uint32_t> held(terms.size());
  std::pair<std::size_t, std::size_t> best{0, 0};
  double value = 0, most = -1;
  for (std::size_t first = 0, last = 0; first < matches.size(); ++first) {
    for (; last < matches.size() && (last <= first || matches[last].last - matches[first].first <= length); ++last)
      value += terms[matches[last].term].weight * (held[matches[last].term]++ == 0 ? 1 : kRepeated);
    if (value > most + 1e-12) {
      most = value;
      best = {first, last};
    }
    value -= terms[matches[first].term].weight * (--held[matches[first].term] == 0 ? 1 : kRepeated);
  }
  return best;
}

/// The byte `count` code points before (behind) byte `at`, within the text.
std::size_t before(std::string_view text, std::size_t at, std::size_t count) {
  for (; at > 0 && count > 0; --count)
    while (--at > 0 && continues(text[at])) continue;
  return at;
}
std::size_t behind(std::string_view text, std::size_t at, std::size_t count) {
  for (; at < text.size() && count > 0; --count)
    while (++at < text.size() && continues(text[at])) continue;
  return at;
}

/// Where to start so that a passage of `length` holds [from, to) with some words before it: after the end of a sentence
/// if one is near, else at a word.
std::size_t start_before(std::string_view text, std::size_t from, std::size_t to, std::size_t length) {
  const std::size_t used = points(text.substr(from, to - from)), room = length > used ? (length - used) / 2 : 0;
  const std::size_t low = before(text, from, room);
  if (low == 0) return 0;
  std::size_t word = from;
  for (std::size_t i = from; i > low; --i) {
    if (sentence_ends(text, i)) return i;
    if (blank(text[i - 1])) word = i;
  }
  return word;
}

std::size_t end_after(std::string_view text, std::size_t start, std::size_t to, std::size_t length) {
  std::size_t end = behind(text, start, length);
  if (end == text.size()) return end;
  while (end > 0 && continues(text[end])) --end;
  for (std::size_t i = end; i > std::max(to, start + 1); --i)
    if (blank(text[i]) || blank(text[i - 1])) return i;
  if (const std::size_t whole = analysis::character_start(text, end); whole > start && whole >= to) end = whole;
  std::size_t word = end;  // a word among letters of a script that is written without blanks
  while (word > std::max(to, start + 1) && letter_or_digit(text[word - 1]) && letter_or_digit(text[word])) --word;
  return word > std::max(to, start + 1) ? word : end;
}

void append_range(std::vector<Range>& ranges, std::uint32_t start, std::uint32_t end) {
  if (!ranges.empty() && ranges.back().start + ranges.back().length >= start)
    ranges.back().length = std::max(ranges.back().start + ranges.back().length, end) - ranges.back().start;
  else
    ranges.push_back({start, end - start});
}

/// Copies [start, end) with white space squeezed and marks the matches in it.
Highlighted squeezed(std::string_view text, std::size_t start, std::size_t end, const std::vector<Match>& matches) {
  Highlighted out;
  std::uint32_t points = 0;
  if (start > 0) {
    out.text = kEllipsis;
    points = 1;
  }
  std::vector<std::uint32_t> at(end - start + 1);
  bool gap = false;
  for (std::size_t i = start; i < end; ++i) {
    at[i - start] = points;
    if (blank(text[i])) {
      gap = true;
      continue;
    }
    if (gap && points > (start > 0 ? 1u : 0u)) {
      out.text.push_back(' ');
      at[i - start] = ++points;
    }
    gap = false;
    out.text.push_back(text[i]);
    points += i + 1 == text.size() || !continues(text[i + 1]) ? 1 : 0;
  }
  at[end - start] = points;
  for (const Match& match : matches)
    if (match.begin >= start && match.end <= end)
      append_range(out.highlights, at[match.begin - start], at[match.end - 1 - start] + 1);
  if (end < text.size() && !std::all_of(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), blank))
    out.text += kEllipsis;
  return out;
}

}  // namespace

Highlighted best_passage(std::string_view text, std::string_view lang, analysis::Session& session, const Sought& sought,
                         std::size_t length) {
  text = beginning(text, kSnippetReads);
  const std::vector<Match> matches = find_matches(text, lang, session, sought);
  std::size_t from = 0, to = 0;
  if (!matches.empty()) {
    const auto [first, last] = best_run(matches, sought.terms, length);
    from = matches[first].begin;
    for (std::size_t i = first; i < last; ++i) to = std::max<std::size_t>(to, matches[i].end);
  }
  const std::size_t start = start_before(text, from, to, length);
  return squeezed(text, start, end_after(text, start, to, length), matches);
}

std::vector<Range> highlight(std::string_view text, std::string_view lang, analysis::Session& session,
                             const Sought& sought) {
  text = beginning(text, kSnippetReads);
  std::vector<Range> ranges;
  for (const Match& match : find_matches(text, lang, session, sought)) append_range(ranges, match.first, match.last);
  return ranges;
}

}  // namespace forestall::search
