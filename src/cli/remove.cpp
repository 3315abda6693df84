// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace forestall::cli {
namespace {

struct RemoveCommand {
  std::string db;
  std::vector<std::string> ids;
  bool json = false;
};

void define(CLI::App& command, RemoveCommand& options) {
  add_database(command, options.db);
  command.add_option("ID", options.ids, "Documents to remove; one that is not there is no error")->required();
  add_json(command, options.json);
}

int run(const RemoveCommand& command) {
  Index index = open_to_write(command.db);
  const Searcher before = index.searcher();
  Batch batch;
  std::uint64_t removed = 0;
  for (const std::string& id : std::set<std::string>(command.ids.begin(), command.ids.end())) {
    removed += before.votes(id, Reader::everything()) ? 1 : 0;
    batch.remove(id);
  }
  index.write(batch);
  index.close();
  if (command.json) {
    std::cout << nlohmann::json{{"removed", removed}}.dump() << '\n';
  } else {
    std::cout << fmt::format("{} removed\n", grouped(removed));
  }
  return kDone;
}

}  // namespace

void add_remove(CLI::App& app, Action& action) {
  add_command<RemoveCommand>(app, action, "remove", "Remove documents", define, run);
}

}  // namespace forestall::cli
