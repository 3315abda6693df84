// SPDX-License-Identifier: Apache-2.0
#include "mail/header.h"

#include <algorithm>
#include <array>

#include "mail/introduction.h"
#include "mail/language.h"

namespace forestall::mail {
namespace {

constexpr std::size_t kMostWrapped = 6, kMostLines = 60, kMostLanguages = 64;

/// What a header's lines have shown so far.
struct Header {
  std::array<std::uint8_t, kMostLanguages> kinds{};  // labels seen, for each language
  bool address = false, date = false;
};

/// The languages' labels that end with word `i` of the line, and where they begin.
const std::vector<LabelIn>* label_at(const Canonical& line, std::size_t i, std::size_t& first) {
  for (std::size_t words = 3; words > 0; --words) {
    if (words > i + 1) continue;
    first = i + 1 - words;
    const std::size_t begin = line.words[first].begin;
    const auto found = lists().labels.find(line.text.substr(begin, line.words[i].end - begin));
    if (found != lists().labels.end()) return &found->second;
  }
  return nullptr;
}

/// Takes a line that begins with a label, and the labels further on in it.
bool take_labels(const Canonical& line, Header* out) {
  bool any = false;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    if (!line.words[i].colon) continue;
    std::size_t first = 0;
    const auto* labels = label_at(line, i, first);
    if (!any && (labels == nullptr || first != 0)) return false;
    any = true;
    if (out == nullptr) return true;
    if (labels != nullptr)
      for (const LabelIn& label : *labels) out->kinds[label.lang] |= label.label;
  }
  if (!any) return false;
  for (const Word& word : line.words) out->address = out->address || word.address;
  out->date = out->date || has_date(line);
  return true;
}

bool short_enough(const Line& line) { return !line.blank() && !line.quoted() && line.text.size() <= kLongestLine; }

bool labelled(const Line& line) {
  const std::size_t colon = line.text.substr(0, 60).find(':');
  if (!short_enough(line) ||
      (colon == std::string_view::npos && line.text.substr(0, 60).find("：") == std::string_view::npos))
    return false;
  return take_labels(canonical(line.text), nullptr);
}

/// How many lines from `at` on belong to the value above them: they do if another label follows, or they are set in.
std::size_t wrapped(const std::vector<Line>& lines, std::size_t at) {
  std::size_t set_in = 0;
  for (std::size_t n = 0; n < kMostWrapped && at + n < lines.size(); ++n) {
    const Line& line = lines[at + n];
    if (n > 0 && labelled(line)) return n;
    if (!short_enough(line)) return set_in;
    if (line.indented && set_in == n) set_in = n + 1;
  }
  return set_in;
}

/// "Received:", "Message-ID:": somebody shows a mail's raw header, which is what the ticket is about.
bool raw_field(const std::vector<Line>& lines, std::size_t at) {
  if (at >= lines.size() || !short_enough(lines[at])) return false;
  const Canonical line = canonical(lines[at].text);
  return !line.words.empty() && line.words[0].colon && lists().raw.longest_at(line.text, 0) == line.words[0].end;
}

bool complete(const Header& header, bool announced) {
  for (std::size_t lang = 0; lang < lists().languages; ++lang) {
    const unsigned kinds = header.kinds[lang];
    const int count = __builtin_popcount(kinds);
    const bool who = (kinds & kFrom) != 0 && (kinds & (kSent | kTo)) != 0;
    if (announced ? count >= 2 && (kinds & kFrom) != 0
                  : who && count >= 3 && (header.address || header.date) && ((kinds & kSubject) != 0 || header.address))
      return true;
  }
  return false;
}

}  // namespace

std::size_t header(const std::vector<Line>& lines, std::size_t at, bool announced, std::size_t* read) {
  if (!labelled(lines[at])) return 0;
  Header found;
  std::size_t i = at, end = at;
  bool raw = !announced && at > 0 && raw_field(lines, at - 1);
  while (i < lines.size() && i < at + kMostLines) {
    if (read != nullptr) *read = i + 1;
    raw = raw || raw_field(lines, i);
    if (labelled(lines[i])) {
      take_labels(canonical(lines[i].text), &found);
      end = ++i;
    } else if (lines[i].blank() && i + 1 < lines.size() && labelled(lines[i + 1])) {
      ++i;
    } else if (const std::size_t more = lines[i].blank() ? 0 : wrapped(lines, i); more > 0 && i > at) {
      for (const std::size_t last = i + more; i < last; ++i)
        found.address = found.address || lines[i].text.find('@') != std::string_view::npos;
      end = i;
    } else {
      break;
    }
  }
  if (raw || (!announced && at > 0 && lines[at - 1].text.ends_with(':'))) return 0;
  return complete(found, announced) ? end - at : 0;
}

bool separates(const std::vector<Line>& lines, std::size_t at) {
  const std::string_view text = lines[at].text;
  if (text.size() > 150) return false;
  const auto hyphen = [](char c) { return c == '-' || c == '_' || c == '=' || c == '*' || c == '#'; };
  const bool framed = text.size() > 4 && hyphen(text[0]) && hyphen(text[1]);
  if (!framed && !text.ends_with(':') && !text.ends_with("：")) return false;
  const std::string words = canonical(text).text;
  if (!lists().original.whole(words, 60) && !lists().forwarded.whole(words, 60)) return false;
  if (framed) return true;
  std::size_t next = at + 1;
  while (next < lines.size() && lines[next].blank()) ++next;
  return next < lines.size() &&
         (lines[next].quoted() || header(lines, next, true) > 0 || introduction(lines, next) > 0);
}

bool above_line(const Line& line) {
  if (line.text.size() < 6 || line.text.size() > 200) return false;
  const auto frame = [](char c) { return c == '#' || c == '-' || c == '=' || c == '*' || c == '_' || c == '~'; };
  const bool framed = frame(line.text.front()) && frame(line.text.back());
  const bool dashed = line.text.starts_with("—") || line.text.starts_with("–");
  if (!framed && !dashed) return false;
  return lists().above.in(canonical(line.text));
}

}  // namespace forestall::mail
