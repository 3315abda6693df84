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

struct CompactCommand {
  std::string db;
  bool json = false;
};

void define(CLI::App& command, CompactCommand& options) {
  add_database(command, options.db);
  add_json(command, options.json);
}

int run(const CompactCommand& command) {
  const auto start = std::chrono::steady_clock::now();
  Index index = open_to_write(command.db);
  const std::uint64_t before = index.stats().bytes;
  index.compact();
  const Stats stats = index.stats();
  index.close();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (command.json) {
    std::cout << to_json(stats) << '\n';
  } else {
    std::cout << fmt::format("{} documents in {} {}, {} → {}, in {}\n", grouped(stats.documents), stats.segments,
                             stats.segments == 1 ? "segment" : "segments", bytes_text(before), bytes_text(stats.bytes),
                             duration_text(seconds.count()));
  }
  return kDone;
}

}  // namespace

void add_compact(CLI::App& app, Action& action) {
  add_command<CompactCommand>(app, action, "compact", "Merge an index into one segment, without what was deleted",
                              define, run);
}

}  // namespace forestall::cli
