// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/queries.h"

namespace forestall::cli {
namespace {

struct RunCommand {
  std::string db, queries, tag = "forestall";
  Asking asking;
};

void define(CLI::App& command, RunCommand& options) {
  add_database(command, options.db);
  command
      .add_option("QUERIES", options.queries,
                  "File of JSON lines: {\"id\",\"text\",\"lang\"} or drafts {\"id\",\"subject\",\"body\",…}")
      ->required();
  options.asking.define(command);
  command.add_option("--tag", options.tag, "Last column of the run")->capture_default_str();
  command.footer(
      "Prints a TREC run: query, Q0, document, rank, score, tag. Drafts are answered however low the confidence.");
}

int run(const RunCommand& command) {
  if (command.tag.empty() || command.tag.find_first_of(" \t\r\n") != std::string::npos) {
    throw UsageError("--tag must be one word");
  }
  const auto queries = read_queries(command.queries);
  const Index index = open_to_read(command.db);
  const auto answers = ask_all(command.asking, Suggester(index.searcher()), queries);
  for (std::size_t i = 0; i < queries.size(); ++i) write_run(std::cout, queries[i].id, answers[i], command.tag);
  return kDone;
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  add_command<RunCommand>(app, action, "run", "Ask many queries and print the answers as a TREC run", define, run);
}

}  // namespace forestall::cli
