// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace forestall::cli {

/// What the process ends with.
enum ExitCode : int { kDone = 0, kNothing = 1, kUsage = 2, kFailed = 3 };

/// A call that contradicts itself; ends with `kUsage`.
class UsageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What the chosen command does once the line is parsed; returns an exit code.
using Action = std::function<int()>;

/// Adds a command whose options are an `Options`. `define` adds them to the command; `run` is called with them if the
/// command was chosen.
template <typename Options>
CLI::App* add_command(CLI::App& app, Action& action, const std::string& name, const std::string& description,
                      const std::function<void(CLI::App&, Options&)>& define, int (*run)(const Options&)) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(name, description);
  command->group("Commands")->footer("");
  define(*command, *options);
  command->callback([options, run, &action] { action = [options, run] { return run(*options); }; });
  return command;
}

// One file each, in the order of the help.
void add_import(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);
void add_search(CLI::App& app, Action& action);
void add_suggest(CLI::App& app, Action& action);
void add_run(CLI::App& app, Action& action);
void add_eval(CLI::App& app, Action& action);
void add_bench(CLI::App& app, Action& action);
void add_vote(CLI::App& app, Action& action);
void add_learn(CLI::App& app, Action& action);
void add_calibrate(CLI::App& app, Action& action);
void add_get(CLI::App& app, Action& action);
void add_remove(CLI::App& app, Action& action);
void add_stats(CLI::App& app, Action& action);
void add_check(CLI::App& app, Action& action);
void add_compact(CLI::App& app, Action& action);
void add_rebuild(CLI::App& app, Action& action);
void add_backup(CLI::App& app, Action& action);
void add_inspect(CLI::App& app, Action& action);
void add_inspect_learnt(CLI::App& inspect, Action& action);
void add_inspect_draft(CLI::App& inspect, Action& action);

}  // namespace forestall::cli
