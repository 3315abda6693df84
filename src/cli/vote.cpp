// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace forestall::cli {
namespace {

struct VoteCommand {
  std::string db, id, voter;
  bool helpful = false, unhelpful = false, withdraw = false, json = false;
};

void define(CLI::App& command, VoteCommand& options) {
  add_database(command, options.db);
  command.add_option("ID", options.id, "The document")->required();
  command.add_option("--voter", options.voter, "Who votes; a voter has one vote on a document, the last one counts")
      ->required();
  auto* helpful = command.add_flag("--helpful", options.helpful, "It helped");
  auto* unhelpful = command.add_flag("--unhelpful", options.unhelpful, "It did not help")->excludes(helpful);
  command.add_flag("--withdraw", options.withdraw, "Take the voter's vote back")
      ->excludes(helpful)
      ->excludes(unhelpful);
  add_json(command, options.json);
}

int run(const VoteCommand& command) {
  if (!command.helpful && !command.unhelpful && !command.withdraw) {
    throw UsageError("what is the vote? Give --helpful, --unhelpful or --withdraw");
  }
  Index index = open_to_write(command.db);
  index.vote(command.id, Vote{command.voter, command.helpful, command.withdraw});
  const VoteCount votes = index.searcher().votes(command.id, Reader::everything()).value_or(VoteCount{});
  index.close();
  if (command.json) {
    const nlohmann::ordered_json out = {{"id", command.id}, {"helpful", votes.helpful}, {"unhelpful", votes.unhelpful}};
    std::cout << out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
  } else {
    std::cout << fmt::format("{}: {} helpful, {} unhelpful\n", printable(command.id), grouped(votes.helpful),
                             grouped(votes.unhelpful));
  }
  return kDone;
}

}  // namespace

void add_vote(CLI::App& app, Action& action) {
  add_command<VoteCommand>(app, action, "vote", "Say that a document helped, or did not", define, run);
}

}  // namespace forestall::cli
