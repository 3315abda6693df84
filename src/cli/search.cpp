// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <map>

#include "cli/answers.h"
#include "cli/command.h"
#include "cli/options.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

struct SearchCommand {
  std::string db, text, sort = "relevance", typos = "automatic", now;
  std::vector<std::string> facets;
  std::size_t limit = 10, offset = 0;
  bool fold = false, as_you_type = false;
  AnswerOptions answers;
};

void define(CLI::App& command, SearchCommand& options) {
  add_database(command, options.db);
  command
      .add_option(
          "TEXT", options.text,
          "Words, begin*, \"phrases\", +required, -excluded, AND, OR, NOT, title:word, body:word, tags:word, ( )")
      ->required();
  command.add_option("--limit", options.limit, "Answers at most")->check(CLI::Range(1, 10000))->capture_default_str();
  command.add_option("--offset", options.offset, "Answers to pass over first")
      ->check(CLI::Range(0, 90000))
      ->capture_default_str();
  command.add_option("--sort", options.sort, "relevance, date (newest first) or votes")
      ->check(CLI::IsMember({"relevance", "date", "votes"}))
      ->capture_default_str();
  add_list(command, "--facet", options.facets, "Count the matches by kind, product, category, tag or lang (repeatable)")
      ->check(CLI::IsMember({"kind", "product", "category", "tag", "lang"}));
  command.add_flag("--fold", options.fold, "Answer translations of one article, and a topic with its replies, once");
  command.add_flag("--as-you-type", options.as_you_type, "The last word of TEXT may be the beginning of a word");
  command
      .add_option(
          "--typos", options.typos,
          "off, automatic (words that no document holds are searched corrected) or always (hardly used ones, too)")
      ->check(CLI::IsMember({"off", "automatic", "always"}))
      ->capture_default_str();
  command.add_option("--now", options.now, "The time that ages are reckoned from (RFC 3339; else today)");
  options.answers.define(command);
  command.footer(
      "A text that begins with - follows --, as in: forestall search DB -- \"-word other\". Exit status 1: nothing "
      "found.");
}

int run(const SearchCommand& command) {
  static const std::map<std::string, Sort> sorts = {
      {"relevance", Sort::relevance}, {"date", Sort::date}, {"votes", Sort::votes}};
  static const std::map<std::string, Typos> typos = {
      {"off", Typos::off}, {"automatic", Typos::automatic}, {"always", Typos::always}};
  SearchOptions options;
  options.typos = typos.at(command.typos);
  options.limit = command.limit;
  options.offset = command.offset;
  options.sort = sorts.at(command.sort);
  options.fold_families = command.fold;
  options.facets = command.facets;
  options.as_you_type = command.as_you_type;
  options.filter = command.answers.filter();
  options.filter.products = command.answers.products;
  options.langs = command.answers.langs;
  options.reader = command.answers.reader.reader();
  options.now = time_of("--now", command.now);
  options.budget = command.answers.budget();
  options.explain = command.answers.explain;
  options.exhaustive = command.answers.exhaustive;
  const Index index = open_to_read(command.db);
  const SearchResult result = index.searcher().search(command.text, options);
  if (command.answers.json) {
    std::cout << to_json(result) << '\n';
  } else {
    print(std::cout, result, command.answers.explain);
  }
  return result.hits.empty() ? kNothing : kDone;
}

}  // namespace

void add_search(CLI::App& app, Action& action) {
  add_command<SearchCommand>(app, action, "search", "Find documents", define, run);
}

}  // namespace forestall::cli
