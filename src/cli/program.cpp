// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cstdio>
#include <iostream>

#include "cli/command.h"
#include "cli/program.h"
#include "forestall/error.h"
#include "forestall/version.h"

namespace forestall::cli {
namespace {

/// Batches and merges allocate and free tens of megabytes again and again: kept by the allocator, they are not zeroed
/// by the kernel each time (a seventh of an import).
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}

void complain(const std::string& message) {
  std::cout.flush();
  std::cerr << "forestall: " << message << std::endl;
}

/// The command that was chosen, "forestall bench" for example, as far as it is known.
std::string chosen(const CLI::App& app) {
  std::string name = "forestall";
  for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    name += " " + at->get_name();
  }
  return name;
}

std::string usage_message(const CLI::App* app, const CLI::Error& error) {
  std::string what = error.what();
  const auto rest = app->remaining();
  if (app->get_subcommands().empty() && !rest.empty() && !rest.front().starts_with('-')) {
    what = fmt::format("there is no command \"{}\"", rest.front());
  }
  return fmt::format("forestall: {}\nTry: {} --help\n", what, chosen(*app));
}

/// Names of options and what they take, without the parser's type names.
class Help : public CLI::Formatter {
 public:
  Help() {
    label("SUBCOMMAND", "COMMAND");
    label("Positionals", "Arguments");
    column_width(28);
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_items_expected() == 0) return {};
    const std::string type = option->get_type_name();
    const std::size_t choices = type.find(":{");
    const bool number = type.starts_with("UINT") || type.starts_with("FLOAT");
    std::string out;
    if (choices != std::string::npos && type.size() < 40) {
      out = " " + type.substr(choices + 1);
    } else if (!option->get_positional()) {
      out = number ? " N" : " VALUE";
    }
    if (!option->get_default_str().empty()) out += " (" + option->get_default_str() + ")";
    if (option->get_required() && !option->get_positional()) out += " (required)";
    return out;
  }
};

void define(CLI::App& app, Action& action) {
  app.name("forestall");
  app.formatter(std::make_shared<Help>());
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
       {add_import, add_export, add_search, add_suggest, add_run, add_eval, add_bench, add_vote, add_learn,
        add_calibrate, add_get, add_remove, add_stats, add_check, add_compact, add_rebuild, add_backup, add_inspect}) {
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

}  // namespace

int program(int argc, char** argv) {
  keep_freed_memory();
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

}  // namespace forestall::cli
