// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

struct GetCommand {
  std::string db, id;
  bool json = false;
  ReaderOptions reader;
};

void define(CLI::App& command, GetCommand& options) {
  add_database(command, options.db);
  command.add_option("ID", options.id, "The document")->required();
  options.reader.define(command);
  add_json(command, options.json);
  command.footer("Exit status 1: there is no such document that the reader may see.");
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : ", ") + printable(item);
  return out;
}

void row(const char* name, const std::string& value) {
  if (!value.empty()) std::cout << fmt::format("{}{}\n", dim(fmt::format("{:<10}", name)), value);
}

/// A body keeps its lines; nothing in it may steer the terminal.
std::string printable_lines(const std::string& body) {
  std::string out;
  for (std::size_t begin = 0; begin <= body.size();) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    out += printable(std::string_view(body).substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return out;
}

void print(const Document& document, const VoteCount& votes) {
  std::cout << bold(document.title.empty() ? printable(document.id) : printable(document.title)) << '\n';
  row("id", printable(document.id));
  row("kind", std::string(to_string(document.kind)));
  row("lang", printable(document.lang));
  row("tags", joined(document.tags));
  row("product", joined(document.product));
  row("category", printable(document.category));
  row("audience", document.audience.empty() ? "public" : joined(document.audience));
  row("family", printable(document.family));
  row("parent", printable(document.parent));
  row("url", printable(document.url));
  row("created", document.created ? to_string(*document.created) : "");
  row("updated", document.updated ? to_string(*document.updated) : "");
  row("solved", document.solved ? "yes" : "");
  row("views", document.views > 0 ? grouped(document.views) : "");
  row("votes", fmt::format("{} helpful, {} unhelpful", grouped(votes.helpful), grouped(votes.unhelpful)));
  if (!document.body.empty()) std::cout << '\n' << printable_lines(document.body);
}

int run(const GetCommand& command) {
  const Index index = open_to_read(command.db);
  const Searcher searcher = index.searcher();
  const auto document = searcher.get(command.id, command.reader.reader());
  if (!document) {
    std::cerr << fmt::format("forestall: there is no document \"{}\" that this reader may see\n",
                             printable(command.id));
    return kNothing;
  }
  if (command.json) {
    std::cout << to_json(*document) << '\n';
  } else {
    print(*document, searcher.votes(command.id, command.reader.reader()).value_or(document->votes));
  }
  return kDone;
}

}  // namespace

void add_get(CLI::App& app, Action& action) {
  add_command<GetCommand>(app, action, "get", "Show a document", define, run);
}

}  // namespace forestall::cli
