// SPDX-License-Identifier: Apache-2.0
#include "mail/body.h"

#include <algorithm>

#include "mail/closing.h"
#include "mail/footer.h"
#include "mail/greeting.h"
#include "mail/header.h"
#include "mail/introduction.h"
#include "mail/language.h"
#include "mail/quotes.h"

namespace forestall::mail {
namespace {

bool rule_of_hyphens(std::string_view text) {
  return text.size() >= 8 && text.find_first_not_of("-_=") == std::string_view::npos;
}

/// Goes through the lines from the first to the last and marks what is quoted, what announces it, and the greeting.
class QuoteMarker {
 public:
  explicit QuoteMarker(std::vector<Line>& lines) : lines_(lines) {}
  void run() {
    while (at_ < lines_.size()) {
      const Line& line = lines_[at_];
      if (line.blank() && !line.quoted())
        ++at_;
      else if (!quoted_block() && !above() && !announcement())
        own_line();
    }
  }

 private:
  void take(std::size_t count, CleanRule rule) {
    for (; count > 0 && at_ < lines_.size(); --count, ++at_) lines_[at_].rule = rule;
  }
  void take_all(CleanRule rule) { take(lines_.size() - at_, rule); }
  std::size_t next_text() const {
    std::size_t next = at_;
    while (next < lines_.size() && lines_[next].blank() && !lines_[next].quoted()) ++next;
    return next;
  }

  bool quoted_block() {
    if (!lines_[at_].quoted()) return false;
    const std::size_t end = quoted_end(lines_, at_);
    if (announced_ || is_quote(lines_, at_, end, quoting_)) {
      take(end - at_, CleanRule::quote);
      quoting_ = true;
    } else {
      at_ = end;
      own_ = true;
    }
    announced_ = false;
    return true;
  }

  /// Below a help desk's line everything is its own last mail; above nothing, only the line goes.
  bool above() {
    if (!above_line(lines_[at_])) return false;
    if (own_)
      take_all(CleanRule::above_line);
    else
      take(1, CleanRule::above_line);
    return true;
  }

  bool announcement() {
    const Mark mark = lines_[at_].mark;
    if (mark == Mark::below && own_) {
      take_all(CleanRule::quote);
      return true;
    }
    const std::size_t before = at_;
    const bool separated = separates(lines_, at_);
    if (separated) {
      take(1, CleanRule::header);
      at_ = next_text();
      if (at_ == lines_.size()) return true;
    }
    const bool expected = separated || mark == Mark::header || mark == Mark::below;
    if (const std::size_t count = expected || at_ >= no_header_ ? header(lines_, at_, expected, &no_header_) : 0)
      take(count, CleanRule::header);
    else if (const std::size_t introducing = mark == Mark::introduction ? 1 : introduction(lines_, at_))
      take(introducing, CleanRule::introduction);
    if (at_ == before) return false;
    below_announcement(before);
    return true;
  }

  /// Where a quote is marked with >, or as one, only that is quoted; else everything to the end, unless nothing stands
  /// above, or the writer says that answers are to come.
  void below_announcement(std::size_t before) {
    while (before > 0 && (lines_[before - 1].blank() || rule_of_hyphens(lines_[before - 1].text)) &&
           !lines_[before - 1].rule) {
      --before;
      if (!lines_[before].blank()) lines_[before].rule = CleanRule::header;
    }
    const std::size_t next = next_text();
    announced_ = next < lines_.size() && lines_[next].quoted();
    if (!announced_ && own_ && !answers_follow(before)) take_all(CleanRule::quote);
  }
  bool answers_follow(std::size_t end) const {
    for (std::size_t i = 0; i < end; ++i)
      if (!lines_[i].rule && lines_[i].text.size() <= kLongestLine && lists().inline_.in(canonical(lines_[i].text)))
        return true;
    return false;
  }

  void own_line() {
    announced_ = false;
    Line& line = lines_[at_++];
    if (!own_ && !greeted_) {
      const bool alone = at_ == lines_.size() || lines_[at_].blank() || lines_[at_].paragraph;
      greeted_ = greets(line, alone);
      if (greeted_) {
        line.rule = CleanRule::greeting;
        return;
      }
    }
    if (line.mark == Mark::signature)
      line.rule = CleanRule::signature;
    else
      own_ = true;
  }

  std::vector<Line>& lines_;
  std::size_t at_ = 0, no_header_ = 0;
  bool own_ = false;        // the writer has said something
  bool greeted_ = false;    // once
  bool quoting_ = false;    // quoted mail was met
  bool announced_ = false;  // the next line is quoted for certain
};

bool taken(const Line& line) {
  return line.rule && *line.rule != CleanRule::greeting && *line.rule != CleanRule::signature;
}

/// What the writer wrote in one go, between quotes.
void mark_passage(std::vector<Line>& lines, std::size_t at, std::size_t end, bool between_quotes) {
  for (std::size_t i = at; i < end; ++i)
    if (!lines[i].rule && names_device(lines[i])) lines[i].rule = CleanRule::device;
  take_footers(lines, at, end);
  if (!between_quotes) take_closing(lines, at, end);
}

}  // namespace

void mark_body(std::vector<Line>& lines) {
  QuoteMarker(lines).run();
  for (std::size_t at = 0; at < lines.size();) {
    std::size_t end = at;
    while (end < lines.size() && !taken(lines[end])) ++end;
    const bool below_quote = at > 0, above_quote = end < lines.size() && lines[end].quoted();
    if (end > at) mark_passage(lines, at, end, below_quote && above_quote);
    at = std::max(end, at + 1);
  }
}

}  // namespace forestall::mail
