// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <map>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/queries.h"
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

std::ifstream open_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(ErrorCode::not_found, fmt::format("\"{}\" cannot be read", path));
  return in;
}

template <typename Read>
auto read_file(const std::string& path, Read read) {
  std::ifstream in = open_file(path);
  try {
    return read(in);
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("{}: {}", path, error.what()));
  }
}

bool relevant(const std::map<std::string, double>& grades) {
  for (const auto& [id, grade] : grades)
    if (grade > 0) return true;
  return false;
}

/// Leaves the queries that are judged and the judgements that are asked.
void match(std::vector<QueryLine>& queries, Judgements& judgements) {
  std::erase_if(queries, [&](const QueryLine& query) {
    const auto found = judgements.find(query.id);
    return found == judgements.end() || !relevant(found->second);
  });
  Judgements asked;
  for (const QueryLine& query : queries) asked.insert(judgements.extract(query.id));
  std::size_t unasked = 0;
  for (const auto& [id, grades] : judgements) unasked += relevant(grades) ? 1 : 0;
  if (unasked > 0)
    std::cerr << fmt::format("note: {} judged queries are not in the file of queries and do not count\n",
                             grouped(unasked));
  judgements = std::move(asked);
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
  auto queries = read_queries(command.queries);
  auto judgements = read_file(command.judgements, [](std::istream& in) { return read_judgements(in); });
  match(queries, judgements);
  if (queries.empty())
    throw Error(ErrorCode::invalid_argument, fmt::format("\"{}\" judges none of the queries", command.judgements));
  Run other;
  if (!command.versus.empty()) other = read_file(command.versus, [](std::istream& in) { return read_run(in); });

  const Index index = open_to_read(command.db);
  auto answers = ask_all(command.asking, Suggester(index.searcher()), queries);
  Run mine;
  std::map<std::string, std::string> langs;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    mine[queries[i].id] = std::move(answers[i]);
    langs[queries[i].id] = queries[i].lang;
  }
  const Evaluation evaluation = evaluate(judgements, mine, langs);
  if (!command.json) print(evaluation);
  std::string json = to_json(evaluation);
  if (!command.versus.empty()) {
    const Comparison comparison = compare(evaluation, evaluate(judgements, other, langs));
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
