// SPDX-License-Identifier: Apache-2.0
#include "mail/clean.h"

#include <algorithm>

#include "analysis/analyzer.h"
#include "base/utf8.h"
#include "mail/body.h"
#include "mail/html_mail.h"
#include "mail/secrets.h"
#include "mail/subject.h"
#include "paste/paste.h"

namespace forestall::mail {
namespace {

constexpr std::size_t kFewestBytes = 6;  // of what is left of a text, blanks not counted

std::size_t visible_bytes(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20; }));
}

std::string repaired(std::string_view text) {
  if (base::valid_utf8(text)) return std::string(text);
  std::string out;
  for (std::string_view rest = text;;) {
    const std::size_t at = base::first_invalid_utf8(rest);
    out.append(rest.substr(0, at));
    if (at == std::string_view::npos) return out;
    out += "\uFFFD";
    rest.remove_prefix(at + 1);
  }
}

/// What is left of one text, and in which places it was not.
class Remains {
 public:
  Remains(std::string_view text, bool in_subject, bool report)
      : text_(text), in_subject_(in_subject), report_(report) {}

  void keep(std::size_t begin, std::size_t end, std::size_t line) {
    for (const auto& [from, to] : secrets(text_.substr(begin, end - begin))) {
      left.append(text_, begin + done_, from - done_).push_back(' ');
      leave(CleanRule::secret, begin + from, begin + to, line);
      done_ = to;
    }
    left.append(text_, begin + done_, end - begin - done_);
    done_ = 0;
  }
  void leave(CleanRule rule, std::size_t begin, std::size_t end, std::size_t line) {
    if (!report_ || begin >= end) return;
    if (rule != CleanRule::secret && !out.empty() && out.back().rule == rule && out.back().end == begin - 1 &&
        line > 0) {
      out.back().end = end;
      return;
    }
    out.push_back({rule, in_subject_, line, begin, end, {}});
  }
  /// The list with its texts, and places in code points instead of bytes.
  void finish(std::vector<LeftOut>& all) {
    std::size_t byte = 0, point = 0;
    const auto points_to = [&](std::size_t at) {
      point += base::count_code_points(std::string_view(text_).substr(byte, at - byte));
      byte = at;
      return point;
    };
    for (LeftOut& part : out) {
      part.text = text_.substr(part.begin, part.end - part.begin);
      const std::size_t end = part.end;
      part.begin = points_to(part.begin);
      part.end = points_to(end);
      all.push_back(std::move(part));
    }
  }
  std::string left;
  std::vector<LeftOut> out;

 private:
  std::string_view text_;
  std::size_t done_ = 0;
  bool in_subject_, report_;
};

std::string clean_subject(const std::string& subject, bool report, std::vector<LeftOut>& all) {
  Remains remains(subject, true, report);
  std::size_t at = 0;
  for (const SubjectPart& part : subject_parts(subject)) {
    remains.leave(part.rule, part.begin, part.end, 0);
    at = part.end;
  }
  while (at > 0 && at < subject.size() && static_cast<unsigned char>(subject[at]) <= 0x20) ++at;
  remains.keep(at, subject.size(), 0);
  if (visible_bytes(remains.left) == 0) return subject;
  remains.finish(all);
  return std::move(remains.left);
}

/// Sets the rule of lines that were pasted out of a machine.
std::vector<std::string_view> mark_pasted(std::vector<Line>& lines) {
  std::vector<std::string_view> texts, pasted;
  for (const Line& line : lines) texts.push_back(line.rule ? std::string_view() : line.whole);
  const std::vector<bool> marks = paste::pasted_lines(texts);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!marks[i]) continue;
    lines[i].rule = CleanRule::paste;
    pasted.push_back(lines[i].whole);
  }
  return pasted;
}

void clean_body(std::string_view text, std::vector<Line>& lines, bool report, CleanedDraft& out) {
  mark_body(lines);
  const std::vector<std::string_view> pasted = mark_pasted(lines);
  Remains remains(text, false, report);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.rule) {
      remains.leave(*line.rule, line.begin, line.end, i + 1);
    } else {
      const auto begin = static_cast<std::size_t>(line.whole.data() - text.data());
      remains.keep(begin, begin + line.whole.size(), i + 1);
      remains.left.push_back('\n');
    }
  }
  if (visible_bytes(remains.left) < kFewestBytes) {
    out.body = pasted.empty() ? std::string(text) : paste::distinct_words(pasted);
    return;
  }
  out.evidence = paste::evidence(pasted);
  remains.finish(out.left_out);
  out.body = std::move(remains.left);
}

}  // namespace

CleanedDraft clean(const Draft& draft, bool report) {
  CleanedDraft out;
  out.subject = clean_subject(repaired(draft.subject), report, out.left_out);
  const std::string body = repaired(draft.body);
  if (draft.format == BodyFormat::html) {
    HtmlMail mail;
    read_html(body, mail);
    clean_body(mail.text, mail.lines, report, out);
    return out;
  }
  std::vector<Line> lines = lines_of(body);
  clean_body(body, lines, report, out);
  if (draft.format == BodyFormat::markdown) out.body = analysis::plain_text(out.body, draft.format);
  return out;
}

}  // namespace forestall::mail
