// SPDX-License-Identifier: Apache-2.0
#include "cli/draft.h"

#include <iostream>
#include <iterator>

#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

Draft draft_from(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  if (text[begin] == '{' && text[end] == '}') return parse_draft(std::string_view(text).substr(begin, end + 1 - begin));
  Draft draft;
  const std::size_t line = text.find('\n', begin);
  draft.subject = text.substr(begin, line == std::string::npos ? line : line - begin);
  if (draft.subject.ends_with('\r')) draft.subject.pop_back();
  if (line != std::string::npos) draft.body = text.substr(line + 1);
  return draft;
}

}  // namespace

void DraftOptions::define(CLI::App& command) {
  command
      .add_option("INPUT", input,
                  "- reads the draft from standard input: a JSON object, else the first line is the subject")
      ->check(CLI::IsMember({"-"}));
  command.add_option("--subject", subject, "Subject of the ticket");
  command.add_option("--body", body, "What the ticket says");
  command.add_option("--format", format, "How the body is written")
      ->check(CLI::IsMember({"plain", "markdown", "html"}));
}

Draft DraftOptions::draft() const {
  Draft out;
  if (input == "-") {
    out = draft_from({std::istreambuf_iterator<char>(std::cin), {}});
  } else if (subject.empty() && body.empty()) {
    throw UsageError("what is the ticket? Give --subject or --body, or - to read it from standard input");
  }
  if (!subject.empty()) out.subject = subject;
  if (!body.empty()) out.body = body;
  if (!format.empty()) out.format = body_format_from(format).value();
  return out;
}

}  // namespace forestall::cli
