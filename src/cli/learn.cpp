// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/learn_preview.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

using Json = nlohmann::ordered_json;

struct LearnCommand {
  std::string db, file, drafts, judgements;
  bool dry_run = false, json = false;
};

void define(CLI::App& command, LearnCommand& options) {
  add_database(command, options.db);
  command.add_option("FILE", options.file, "File of JSON lines, one solved ticket each; - reads standard input")
      ->required();
  command.add_flag("--dry-run", options.dry_run, "Learn in a copy and show what would change");
  auto* drafts =
      command.add_option("--drafts", options.drafts, "With --dry-run: judged drafts, to see which get worse");
  command.add_option("--qrels", options.judgements, "Their judgements")->needs(drafts);
  add_json(command, options.json);
  command.footer(
      "A line holds {\"ticket\":\"t1\",\"subject\":\"…\",\"body\":\"…\",\"solution\":\"kb-142\",\"at\":\"…\"}; "
      "solution may be a "
      "list. Further keys:\nlang, product, category, audience. Learning a ticket again replaces it. Lines that cannot "
      "be taken are named, and the\nexit status is then 3.");
}

ImportReport learn(Index& index, const LearnCommand& command) {
  std::ifstream file;
  if (command.file != "-") {
    file.open(command.file, std::ios::binary);
    if (!file) throw Error(ErrorCode::not_found, fmt::format("\"{}\" cannot be read", command.file));
  }
  Progress progress("learn", 0, "lessons");
  ImportOptions how;
  how.refused = [&](std::uint64_t line, const std::string& reason) {
    progress.clear();
    if (command.json)
      std::cout << Json{{"refused", {{"line", line}, {"reason", reason}}}}.dump(-1, ' ', false,
                                                                                Json::error_handler_t::replace)
                << '\n';
    else
      std::cerr << fmt::format("{}:{}: {}\n", command.file, line, printable(reason));
  };
  how.progress = [&](const ImportReport& report) { progress.update(report.line, report.line); };
  return learn_jsonl(index, command.file == "-" ? std::cin : file, how);
}

void print(const ImportReport& report, bool json) {
  if (json) {
    std::cout << Json{{"written", report.written}, {"unchanged", report.unchanged}, {"refused", report.refused}}.dump()
              << '\n';
    return;
  }
  std::string text = fmt::format("{} learnt, {} unchanged", grouped(report.written), grouped(report.unchanged));
  if (report.refused > 0) text += ", " + red(grouped(report.refused) + " refused");
  std::cout << text << '\n';
}

int run(const LearnCommand& command) {
  if (!command.drafts.empty() && !command.dry_run) throw UsageError("--drafts is for --dry-run");
  if (!command.drafts.empty() && command.judgements.empty()) throw UsageError("--drafts needs --qrels");
  ImportReport report;
  if (command.dry_run) {
    Preview preview(command.db);
    report = learn(preview.changed(), command);
    preview.print(command.drafts, command.judgements, command.json);
  } else {
    Index index = open_to_write(command.db);
    report = learn(index, command);
    index.close();
  }
  print(report, command.json);
  return report.refused == 0 ? kDone : kFailed;
}

struct UnlearnCommand {
  std::string db;
  std::vector<std::string> tickets;
  bool json = false;
};

void define_unlearn(CLI::App& command, UnlearnCommand& options) {
  add_database(command, options.db);
  command.add_option("TICKET", options.tickets, "The tickets to forget")->required();
  add_json(command, options.json);
}

int run_unlearn(const UnlearnCommand& command) {
  Index index = open_to_write(command.db);
  const std::uint64_t before = index.stats().lessons;
  Batch batch;
  for (const std::string& ticket : command.tickets) batch.unlearn(ticket);
  index.write(batch);
  const std::uint64_t left = index.stats().lessons;
  index.close();
  if (command.json)
    std::cout << Json{{"unlearnt", before - left}, {"lessons", left}}.dump() << '\n';
  else
    std::cout << fmt::format("{} forgotten, {} left\n", grouped(before - left), grouped(left));
  return kDone;
}

}  // namespace

void add_learn(CLI::App& app, Action& action) {
  add_command<LearnCommand>(app, action, "learn", "Learn from solved tickets", define, run);
  add_command<UnlearnCommand>(app, action, "unlearn", "Forget solved tickets", define_unlearn, run_unlearn);
}

}  // namespace forestall::cli
