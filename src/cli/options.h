// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "forestall/index.h"
#include "forestall/options.h"

/// Options that several commands share.
namespace forestall::cli {

/// The index that a command is about: its first argument.
void add_database(CLI::App& command, std::string& directory);
void add_json(CLI::App& command, bool& json);
/// An option that may be given several times, one value each time, taken literally.
CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                      const std::string& description);

/// Opens for reading only: the command works beside a process that writes.
Index open_to_read(const std::string& directory);
Index open_to_write(const std::string& directory);
/// For `Index::backup`: to write if nobody else does, since files need then not be written again.
Index open_to_copy(const std::string& directory);

/// Who asks (`--audience`).
struct ReaderOptions {
  std::vector<std::string> audience;
  void define(CLI::App& command);
  Reader reader() const;
};

/// Which documents may answer, and how far an answer may go.
struct AnswerOptions {
  std::vector<std::string> langs, kinds, products, categories, tags;
  std::string created_from, created_to, updated_from, updated_to, now;
  double time_limit_ms = 0;
  bool explain = false, exhaustive = false, json = false;
  ReaderOptions reader;
  void define(CLI::App& command);
  Filter filter() const;
  Budget budget() const;
};

/// The time of an option, if it was given. Throws UsageError that names the option.
std::optional<Time> time_of(const std::string& option, const std::string& value);

}  // namespace forestall::cli
