// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

struct StatsCommand {
  std::string db;
  bool json = false;
};

void define(CLI::App& command, StatsCommand& options) {
  add_database(command, options.db);
  add_json(command, options.json);
}

void row(const char* name, const std::string& value) { std::cout << fmt::format("{:<14}{}\n", name, value); }

std::string counts(const std::map<std::string, std::uint64_t>& map) {
  std::vector<std::pair<std::string, std::uint64_t>> list(map.begin(), map.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (const auto& [name, count] : list)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name.empty() ? "?" : printable(name), grouped(count));
  return out;
}

int run(const StatsCommand& command) {
  const Stats stats = open_to_read(command.db).stats();
  if (command.json) {
    std::cout << to_json(stats) << '\n';
    return kDone;
  }
  row("documents", grouped(stats.documents));
  row("languages", counts(stats.languages));
  row("kinds", counts(stats.kinds));
  row("votes", grouped(stats.votes));
  row("lessons", grouped(stats.lessons));
  row("segments", fmt::format("{} ({}; {} deleted documents in them)", grouped(stats.segments),
                              bytes_text(stats.segment_bytes), grouped(stats.deleted)));
  row("not flushed", fmt::format("{} documents", grouped(stats.unflushed)));
  row("on disk", bytes_text(stats.bytes));
  row("format", fmt::format("{}, {}", stats.format, to_string(stats.layout)));
  if (!stats.background_error.empty()) row("last failure", red(printable(stats.background_error)));
  return kDone;
}

}  // namespace

void add_stats(CLI::App& app, Action& action) {
  add_command<StatsCommand>(app, action, "stats", "What an index holds", define, run);
}

}  // namespace forestall::cli
