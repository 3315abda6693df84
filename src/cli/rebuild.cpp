// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <iostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

struct RebuildCommand {
  std::string db;
  bool json = false;
};

void define(CLI::App& command, RebuildCommand& options) {
  add_database(command, options.db);
  add_json(command, options.json);
  command.footer(
      "Documents and votes are kept; what finds them is made again. Of use after a fault in a segment file.");
}

int run(const RebuildCommand& command) {
  const auto start = std::chrono::steady_clock::now();
  IndexOptions how;
  how.rebuild = true;  // opens even if segments are damaged
  Index index = Index::open(command.db, how);
  index.flush();
  index.wait();
  const Stats stats = index.stats();
  index.close();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (command.json) {
    std::cout << to_json(stats) << '\n';
  } else {
    std::cout << fmt::format("{} documents indexed anew in {}\n", grouped(stats.documents),
                             duration_text(seconds.count()));
  }
  return kDone;
}

}  // namespace

void add_rebuild(CLI::App& app, Action& action) {
  add_command<RebuildCommand>(app, action, "rebuild", "Make the segments anew from the stored documents", define, run);
}

}  // namespace forestall::cli
