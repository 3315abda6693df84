// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <iostream>

#include "cli/command.h"
#include "forestall/error.h"
#include "forestall/version.h"

namespace forestall::cli {
namespace {

void complain(const std::string& message) {
  std::cout.flush();
  std::cerr << "forestall: " << message << std::endl;
}

std::string usage_message(const CLI::App* app, const CLI::Error& error) {
  return fmt::format("forestall: {}\nTry: {} --help\n", error.what(),
                     app->get_parent() != nullptr ? "forestall " + app->get_name() : "forestall");
}

void define(CLI::App& app, Action& action) {
  app.name("forestall");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("forestall ") + std::string(version()));
  app.failure_message(usage_message);
  app.footer(
      "Begin with your own documents, one JSON object a line:\n"
      "  forestall import help.db articles.jsonl\n"
      "  forestall suggest help.db --subject \"I cannot sign in\"\n"
      "`forestall COMMAND --help` says more about each.\n"
      "Exit status: 0 done; 1 nothing found, or check found a fault; 2 wrong usage; 3 bad data or a system error.");
  for (const auto add :
       {add_import, add_export, add_search, add_suggest, add_run, add_eval, add_bench, add_vote, add_get, add_remove,
        add_stats, add_check, add_compact, add_rebuild, add_backup, add_inspect}) {
    add(app, action);
  }
}

int perform(const Action& action) {
  try {
    const int code = action();
    std::cout.flush();
    if (std::cout) return code;
    complain("the output could not be written");
  } catch (const UsageError& error) {
    complain(error.what());
    return kUsage;
  } catch (const Error& error) {
    complain(error.what());
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception& error) {
    complain(fmt::format("unexpected failure: {}", error.what()));
  }
  return kFailed;
}

int run(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  CLI::App app("Suggests solutions from the help desk's own articles and forum while the ticket is being written.");
  Action action;
  define(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  return perform(action);
}

}  // namespace
}  // namespace forestall::cli

int main(int argc, char** argv) { return forestall::cli::run(argc, argv); }
