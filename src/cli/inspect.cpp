// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "forestall/analyzer.h"

namespace forestall::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// ---- inspect analysis ----

struct AnalysisCommand {
  std::string text, lang, db;
  bool json = false;
};

void define_analysis(CLI::App& command, AnalysisCommand& options) {
  command.add_option("TEXT", options.text, "The text")->required();
  command.add_option("--lang", options.lang, "Its language (else detected)");
  command.add_option("--db", options.db, "Index whose settings are used (else the defaults)");
  add_json(command, options.json);
  command.footer(
      "Terms as they are indexed, in code points of the text. Equal positions are alternatives of one word.");
}

int run_analysis(const AnalysisCommand& command) {
  const Schema schema = command.db.empty() ? Schema{} : open_to_read(command.db).schema();
  const LanguageGuess guess = command.lang.empty() ? detect_language(command.text) : LanguageGuess{command.lang, 1};
  const auto terms = analyze(command.text, guess.code, schema);
  if (command.json) {
    Json list = Json::array();
    for (const auto& term : terms) {
      list.push_back({{"term", term.term}, {"position", term.position}, {"begin", term.begin}, {"end", term.end}});
    }
    std::cout << dump({{"lang", guess.code}, {"source", command.lang.empty() ? "detected" : "given"}, {"terms", list}})
              << '\n';
    return kDone;
  }
  std::cout << fmt::format("{:>8}  {:>11}  term\n", "position", "code points");
  for (const auto& term : terms) {
    std::cout << fmt::format("{:>8}  {:>11}  {}\n", term.position, fmt::format("{}–{}", term.begin, term.end),
                             printable(term.term));
  }
  std::cout << dim(fmt::format("{} terms, language {}", terms.size(),
                               guess.code.empty() ? "not certain" : printable(guess.code)))
            << '\n';
  return kDone;
}

// ---- inspect term ----

struct TermCommand {
  std::string db, term;
  std::vector<std::string> langs;
  bool json = false;
};

void define_term(CLI::App& command, TermCommand& options) {
  add_database(command, options.db);
  command.add_option("TERM", options.term, "A word")->required();
  add_list(command, "--lang", options.langs, "Language (repeatable; else every language of the index)");
  add_json(command, options.json);
  command.footer(
      "Counts the documents that hold the word, in any field, whoever may see them. Exit status 1: none does.");
}

struct TermRow {
  std::string lang, terms;
  std::uint64_t documents = 0, of = 0;
};

TermRow look_up(const Searcher& searcher, const std::string& word, const std::string& lang, std::uint64_t of) {
  TermRow row{lang, {}, 0, of};
  for (const auto& term : analyze(word, lang, searcher.schema()))
    row.terms += (row.terms.empty() ? "" : " ") + term.term;
  SearchOptions options;
  options.limit = 1;
  options.langs = {lang};
  options.reader = Reader::everything();
  options.documents = options.snippets = false;
  options.exhaustive = true;
  row.documents = searcher.search(Query::words(word), options).total;
  return row;
}

int run_term(const TermCommand& command) {
  const Index index = open_to_read(command.db);
  const Searcher searcher = index.searcher();
  const auto languages = index.stats().languages;
  std::vector<std::string> asked = command.langs;
  if (asked.empty())
    for (const auto& [lang, count] : languages)
      if (!lang.empty() && lang != "und") asked.push_back(lang);
  std::vector<TermRow> rows;
  std::uint64_t sum = 0;
  for (const std::string& lang : asked) {
    const auto documents = languages.find(lang);
    rows.push_back(look_up(searcher, command.term, lang, documents == languages.end() ? 0 : documents->second));
    sum += rows.back().documents;
  }
  if (command.json) {
    Json list = Json::array();
    for (const TermRow& row : rows)
      list.push_back({{"lang", row.lang}, {"terms", row.terms}, {"documents", row.documents}, {"of", row.of}});
    std::cout << dump({{"word", command.term}, {"documents", sum}, {"languages", list}}) << '\n';
  } else {
    std::cout << fmt::format("{:<10}{:>12}{:>12}  indexed as\n", "language", "documents", "of");
    for (const TermRow& row : rows) {
      std::cout << fmt::format("{:<10}{:>12}{:>12}  {}\n", printable(row.lang), grouped(row.documents), grouped(row.of),
                               printable(row.terms));
    }
  }
  return sum == 0 ? kNothing : kDone;
}

}  // namespace

void add_inspect(CLI::App& app, Action& action) {
  CLI::App* inspect = app.add_subcommand(
      "inspect", "Open up how a text or ticket is taken apart, where a word stands, what a document has learnt");
  inspect->group("Commands")->footer("");
  inspect->require_subcommand(1);
  add_command<AnalysisCommand>(*inspect, action, "analysis", "The terms of a text", define_analysis, run_analysis);
  add_command<TermCommand>(*inspect, action, "term", "How many documents hold a word", define_term, run_term);
  add_inspect_draft(*inspect, action);
  add_inspect_learnt(*inspect, action);
}

}  // namespace forestall::cli
