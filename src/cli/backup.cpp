// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace forestall::cli {
namespace {

struct BackupCommand {
  std::string db, directory;
};

void define(CLI::App& command, BackupCommand& options) {
  add_database(command, options.db);
  command.add_option("DIRECTORY", options.directory, "Where the copy goes; it must not exist yet")->required();
}

int run(const BackupCommand& command) {
  Index index = open_to_copy(command.db);
  index.backup(command.directory);
  index.close();
  std::cout << "copied to " << printable(command.directory) << '\n';
  return kDone;
}

}  // namespace

void add_backup(CLI::App& app, Action& action) {
  add_command<BackupCommand>(app, action, "backup", "Copy an index, consistently", define, run);
}

}  // namespace forestall::cli
