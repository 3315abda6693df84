// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/answers.h"
#include "cli/command.h"
#include "cli/draft.h"
#include "cli/options.h"
#include "forestall/jsonl.h"
#include "forestall/suggester.h"

namespace forestall::cli {
namespace {

struct SuggestCommand {
  std::string db, at;
  DraftOptions draft;
  std::size_t limit = 3;
  double min_confidence = SuggestOptions{}.min_confidence, min_precision = 0, half_life = 0;
  AnswerOptions answers;
};

void define(CLI::App& command, SuggestCommand& options) {
  add_database(command, options.db);
  options.draft.define(command);
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

Draft draft_of(const SuggestCommand& command) {
  Draft draft = command.draft.draft();
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
