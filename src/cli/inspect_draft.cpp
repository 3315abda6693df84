// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>

#include "cli/command.h"
#include "cli/draft.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "forestall/clean.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

struct DraftCommand {
  DraftOptions draft;
  bool json = false;
};

void define(CLI::App& command, DraftCommand& options) {
  options.draft.define(command);
  add_json(command, options.json);
  command.footer(
      "What suggest and learn read of a ticket, and which rule left out what. Lines and places are those of the\n"
      "body's text. Nothing is asked of an index.");
}

std::string place(const LeftOut& part) { return part.in_subject ? "subject" : fmt::format("line {}", part.line); }

/// Every line of a text, indented.
void print_lines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::cout << "  " << printable(text.substr(0, end)) << '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

int run(const DraftCommand& command) {
  const CleanedDraft cleaned = clean_draft(command.draft.draft());
  if (command.json) {
    std::cout << to_json(cleaned) << '\n';
    return kDone;
  }
  if (!cleaned.subject.empty()) std::cout << printable(cleaned.subject) << "\n\n";
  print_lines(cleaned.body);
  if (!cleaned.evidence.empty())
    std::cout << '\n' << dim("of what was pasted: ") << printable(cleaned.evidence) << '\n';
  if (cleaned.left_out.empty()) std::cout << dim("Nothing is left out.") << '\n';
  for (const LeftOut& part : cleaned.left_out) {
    std::cout << '\n' << dim(fmt::format("left out, {}: {}", place(part), to_string(part.rule))) << '\n';
    print_lines(part.text);
  }
  return kDone;
}

}  // namespace

void add_inspect_draft(CLI::App& inspect, Action& action) {
  add_command<DraftCommand>(inspect, action, "draft", "What is read of a ticket, and what is left out", define, run);
}

}  // namespace forestall::cli
