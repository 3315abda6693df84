// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iterator>

#include "cli/answers.h"
#include "cli/command.h"
#include "cli/options.h"
#include "forestall/jsonl.h"
#include "forestall/suggester.h"

namespace forestall::cli {
namespace {

struct SuggestCommand {
  std::string db, input, subject, body, at;
  std::size_t limit = 3;
  double min_confidence = SuggestOptions{}.min_confidence, min_precision = 0, half_life = 0;
  AnswerOptions answers;
};

void define(CLI::App& command, SuggestCommand& options) {
  add_database(command, options.db);
  command
      .add_option("INPUT", options.input,
                  "- reads the draft from standard input: a JSON object, else the first line is the subject")
      ->check(CLI::IsMember({"-"}));
  command.add_option("--subject", options.subject, "Subject of the ticket");
  command.add_option("--body", options.body, "What the ticket says");
  command.add_option("--at", options.at, "When it is written (RFC 3339; else today)");
  command.add_option("--limit", options.limit, "Suggestions at most")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command
      .add_option("--min-confidence", options.min_confidence,
                  "Be silent below this chance of helping; 0: never be silent")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command
      .add_option("--min-precision", options.min_precision,
                  "Be silent unless that share of the calibration's drafts were answered rightly when so confident")
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--half-life", options.half_life, "Days after which a lesson counts half; 0: lessons do not fade")
      ->check(CLI::Range(0.0, 1e6));
  options.answers.define(command);
  command.footer(
      "--category says what the ticket is about. JSON: "
      "{\"subject\":\"…\",\"body\":\"…\",\"lang\":\"fr\",\"product\":\"mail\",\"at\":\"…\"}.\n"
      "Exit status 1: nothing to suggest.");
}

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

Draft draft_of(const SuggestCommand& command) {
  Draft draft;
  if (command.input == "-") {
    draft = draft_from({std::istreambuf_iterator<char>(std::cin), {}});
  } else if (command.subject.empty() && command.body.empty()) {
    throw UsageError("what is the ticket? Give --subject or --body, or - to read it from standard input");
  }
  if (!command.subject.empty()) draft.subject = command.subject;
  if (!command.body.empty()) draft.body = command.body;
  if (!command.answers.langs.empty() && command.answers.langs.front() != "any")
    draft.lang = command.answers.langs.front();
  if (!command.answers.products.empty()) draft.product = command.answers.products;
  if (!command.answers.categories.empty()) draft.category = command.answers.categories.front();
  if (const auto at = time_of("--at", command.at)) draft.at = at;
  return draft;
}

int run(const SuggestCommand& command) {
  const Draft draft = draft_of(command);
  SuggestOptions options;
  options.limit = command.limit;
  options.langs = command.answers.langs;
  options.filter = command.answers.filter();
  options.filter.categories.clear();  // of the draft: it weighs, it does not exclude
  options.reader = command.answers.reader.reader();
  options.min_confidence = command.min_confidence;
  options.min_precision = command.min_precision;
  options.lesson_half_life = command.half_life;
  options.budget = command.answers.budget();
  options.explain = true;  // reasons are part of a suggestion
  options.exhaustive = command.answers.exhaustive;
  const Index index = open_to_read(command.db);
  const Suggestions suggestions = Suggester(index.searcher()).solutions_for(draft, options);
  if (command.answers.json) {
    std::cout << to_json(suggestions) << '\n';
  } else {
    print(std::cout, suggestions, command.answers.explain);
  }
  return suggestions.items.empty() ? kNothing : kDone;
}

}  // namespace

void add_suggest(CLI::App& app, Action& action) {
  add_command<SuggestCommand>(app, action, "suggest", "Suggest what solves a ticket that is being written", define,
                              run);
}

}  // namespace forestall::cli
