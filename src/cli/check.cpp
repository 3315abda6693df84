// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

struct CheckCommand {
  std::string db;
  bool json = false;
};

void define(CLI::App& command, CheckCommand& options) {
  add_database(command, options.db);
  add_json(command, options.json);
  command.footer(
      "Reads everything back: every checksum, every cross-reference. Exit status 1: a fault was found; nothing is "
      "changed.");
}

/// An index too damaged to open is a fault found, not a failure of the check.
CheckReport check(const std::string& directory) {
  try {
    return open_to_read(directory).check();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    CheckReport report;
    report.faults.emplace_back(error.what());
    return report;
  }
}

int run(const CheckCommand& command) {
  const CheckReport report = check(command.db);
  if (command.json) {
    std::cout << to_json(report) << '\n';
  } else {
    for (const std::string& fault : report.faults) std::cout << red("fault: ") << printable(fault) << '\n';
    std::cout << fmt::format("{} files, {} documents, {} looked at: {}\n", grouped(report.files),
                             grouped(report.documents), bytes_text(report.bytes),
                             report.ok() ? green("no fault") : red(grouped(report.faults.size()) + " faults"));
  }
  return report.ok() ? kDone : kNothing;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  add_command<CheckCommand>(app, action, "check", "Verify that an index is whole", define, run);
}

}  // namespace forestall::cli
