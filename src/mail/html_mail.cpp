// SPDX-License-Identifier: Apache-2.0
#include "mail/html_mail.h"

#include <algorithm>

#include "analysis/html_text.h"
#include "mail/language.h"

namespace forestall::mail {
namespace {

struct Range {
  std::size_t begin, end;
  Mark mark;
  bool quoted;  // a blockquote that no program marks
};

bool blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

std::string compact(std::string_view text, bool keep_blanks) {
  std::string out;
  for (const char c : text)
    if (keep_blanks || !blank(c)) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  return out;
}

/// Whether a word of the attribute's value, or of a style the beginning of it, is the wanted one.
bool holds(std::string_view given, std::string_view wanted, bool style) {
  const std::string value = compact(given, !style), word = compact(wanted, false);
  const bool prefix = word.ends_with('*');
  const std::string_view key = std::string_view(word).substr(0, word.size() - prefix);
  for (std::size_t at = 0; at < value.size();) {
    std::size_t end = style ? value.size() : value.find_first_of(" \t\n", at);
    if (end == std::string::npos) end = value.size();
    const std::string_view one = std::string_view(value).substr(at, end - at);
    if (prefix ? one.starts_with(key) : one == key) return true;
    at = end + 1;
  }
  return false;
}

bool any_fits(const std::vector<Selector>& selectors, std::string_view name,
              const analysis::HtmlAttributes& attributes) {
  return std::any_of(selectors.begin(), selectors.end(), [&](const Selector& selector) {
    if (!selector.element.empty() && selector.element != name) return false;
    const std::string_view given = attributes.value(selector.attribute);
    return !given.empty() && holds(given, selector.value, selector.attribute == "style");
  });
}

Mark mark_of(std::string_view name, const analysis::HtmlAttributes& attributes) {
  const Lists& all = lists();
  if (any_fits(all.quote, name, attributes)) return Mark::quote;
  if (any_fits(all.introduction, name, attributes)) return Mark::introduction;
  if (any_fits(all.below, name, attributes)) return Mark::below;
  if (any_fits(all.header, name, attributes)) return Mark::header;
  if (any_fits(all.signature, name, attributes)) return Mark::signature;
  return Mark::none;
}

/// Hears of the elements and remembers where those that matter stand in the text.
class Listener final : public analysis::HtmlListener {
 public:
  void opened(std::string_view name, const analysis::HtmlAttributes& attributes, std::size_t at) override {
    Mark mark = Mark::none;
    const bool block = name != "br";
    if (attributes.any()) mark = mark_of(name, attributes);
    open_.push_back({std::string(name), ranges.size()});
    ranges.push_back({at, at, mark, name == "blockquote" && mark == Mark::none});
    if (name == "p" || name == "div" || name == "li" || name == "tr" || name == "blockquote" || name == "hr" ||
        name == "pre" || name == "table" || (!block && last_break_ == at))
      paragraphs.push_back(at);
    if (!block) last_break_ = at;
  }
  void closed(std::string_view name, std::size_t at) override {
    while (!open_.empty()) {
      const Open last = open_.back();
      open_.pop_back();
      close(last.range, at);
      if (last.name == name) return;
    }
  }
  void finish(std::size_t at) {
    for (const Open& one : open_) close(one.range, at);
  }
  std::vector<Range> ranges;
  std::vector<std::size_t> paragraphs;

 private:
  struct Open {
    std::string name;
    std::size_t range;
  };
  void close(std::size_t range, std::size_t at) { ranges[range].end = at; }
  std::vector<Open> open_;
  std::size_t last_break_ = static_cast<std::size_t>(-1);
};

/// The first line that begins at a place of the text or behind it.
std::size_t line_from(const std::vector<Line>& lines, std::size_t at) {
  const auto found =
      std::partition_point(lines.begin(), lines.end(), [&](const Line& line) { return line.begin < at; });
  return static_cast<std::size_t>(found - lines.begin());
}

void mark_lines(const std::vector<Range>& ranges, std::vector<Line>& lines) {
  std::vector<std::int32_t> deeper(lines.size() + 1);  // than the line before
  std::size_t marked_to = 0;                           // an element inside a marked one says nothing more
  for (const Range& range : ranges) {
    if (range.mark == Mark::none && !range.quoted) continue;
    std::size_t line = line_from(lines, range.begin);
    if (range.mark == Mark::below || range.mark == Mark::header) {  // where it begins is what matters; it may be empty
      while (line < lines.size() && lines[line].blank()) ++line;
      if (line < lines.size() && lines[line].mark == Mark::none) lines[line].mark = range.mark;
    } else if (range.quoted) {
      ++deeper[line];
      --deeper[line_from(lines, range.end)];
    } else if (range.begin >= marked_to) {
      marked_to = range.end;
      for (; line < lines.size() && lines[line].begin < range.end; ++line)
        if (lines[line].mark == Mark::none) lines[line].mark = range.mark;
    }
  }
  std::int32_t depth = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].depth += static_cast<std::uint32_t>(depth += deeper[i]);
}

/// HTML has no blank lines: elements begin paragraphs.
void mark_paragraphs(std::vector<std::size_t>& begins, std::vector<Line>& lines) {
  std::sort(begins.begin(), begins.end());
  std::size_t next = 0;
  for (Line& line : lines) {
    while (next < begins.size() && begins[next] < line.begin) ++next;
    if (next < begins.size() && begins[next] <= line.end) line.paragraph = true;
  }
}

}  // namespace

void read_html(std::string_view html, HtmlMail& out) {
  Listener listener;
  out.text = analysis::html_text(html, &listener);
  listener.finish(out.text.size());
  out.lines = lines_of(out.text);
  mark_lines(listener.ranges, out.lines);
  mark_paragraphs(listener.paragraphs, out.lines);
}

}  // namespace forestall::mail
