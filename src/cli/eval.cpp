// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>

#include "cli/command.h"
#include "cli/judged.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace forestall::cli {
namespace {

struct EvalCommand {
  std::string db, queries, judgements, versus;
  bool json = false;
  Asking asking;
};

void define(CLI::App& command, EvalCommand& options) {
  add_database(command, options.db);
  command
      .add_option("QUERIES", options.queries,
                  "File of JSON lines: {\"id\",\"text\",\"lang\"} or drafts {\"id\",\"subject\",\"body\",…}")
      ->required();
  command.add_option("QRELS", options.judgements, "Judgements: TREC qrels, or query, document and grade between tabs")
      ->required();
  options.asking.define(command);
  command.add_option("--vs", options.versus, "TREC run to compare with, as `forestall run` prints it");
  add_json(command, options.json);
  command.footer(
      "Means over every judged query of QUERIES; one without answers counts 0. Judged: at least one document has a "
      "grade above 0.\n"
      "--vs: mean difference, and p of a paired randomisation test with 10,000 rounds (a small p: hardly by chance).");
}

void print_row(const std::string& name, std::uint64_t queries, const Measures& mean) {
  std::string row = fmt::format("{:<10}{:>9}", name, grouped(queries));
  for (const double value : mean) row += fmt::format("{:>12.4f}", value);
  std::cout << row << '\n';
}

void print(const Evaluation& evaluation) {
  std::string head = fmt::format("{:<10}{:>9}", "", "queries");
  for (std::size_t i = 0; i < kMeasures; ++i) head += fmt::format("{:>12}", title_of(static_cast<Measure>(i)));
  std::cout << bold(head) << '\n';
  print_row("all", evaluation.overall.queries, evaluation.overall.mean);
  if (evaluation.by_language.size() < 2) return;
  for (const auto& [lang, mean] : evaluation.by_language)
    print_row(lang.empty() ? "?" : printable(lang), mean.queries, mean.mean);
}

void print(const Comparison& comparison) {
  print_row("difference", comparison.queries, comparison.difference);
  std::string row = fmt::format("{:<10}{:>9}", "p", "");
  for (const double value : comparison.p) row += fmt::format("{:>12.4f}", value);
  std::cout << row << '\n';
}

int run(const EvalCommand& command) {
  const JudgedDrafts judged = read_judged(command.queries, command.judgements);
  Run other;
  if (!command.versus.empty()) other = read_run_file(command.versus);

  const Index index = open_to_read(command.db);
  const auto answers = ask_all(command.asking, Suggester(index.searcher()), judged.queries);
  const Evaluation evaluation = judged.evaluate(answers);
  if (!command.json) print(evaluation);
  std::string json = to_json(evaluation);
  if (!command.versus.empty()) {
    const Comparison comparison = compare(evaluation, evaluate(judged.judgements, other, judged.langs()));
    if (!command.json) print(comparison);
    json.pop_back();
    json += ",\"vs\":" + to_json(comparison) + "}";
  }
  if (command.json) std::cout << json << '\n';
  return kDone;
}

}  // namespace

void add_eval(CLI::App& app, Action& action) {
  add_command<EvalCommand>(app, action, "eval", "Measure the answers against judgements", define, run);
}

}  // namespace forestall::cli
