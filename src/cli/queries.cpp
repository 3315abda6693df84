// SPDX-License-Identifier: Apache-2.0
#include "cli/queries.h"

#include <fmt/format.h>

#include <atomic>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "cli/progress.h"

namespace forestall::cli {

std::vector<QueryLine> read_queries(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(ErrorCode::not_found, fmt::format("\"{}\" cannot be read", path));
  std::vector<QueryLine> queries;
  std::unordered_map<std::string, std::size_t> seen;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    std::string_view text = line;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      QueryLine query = parse_query_line(text);
      if (query.id.empty()) query.id = std::to_string(number);
      const auto [first, added] = seen.emplace(query.id, number);
      if (!added)
        throw Error(ErrorCode::invalid_argument,
                    fmt::format("the id \"{}\" stands in line {} too", query.id, first->second));
      queries.push_back(std::move(query));
    } catch (const Error& error) {
      throw Error(error.code(), fmt::format("{}:{}: {}", path, number, error.what()));
    }
  }
  if (in.bad()) throw Error(ErrorCode::io, fmt::format("\"{}\" cannot be read to its end", path));
  return queries;
}

void Asking::define(CLI::App& command) {
  command
      .add_option("--mode", mode,
                  "search or suggest for every line; auto: a line with text is searched, a draft gets suggestions")
      ->check(CLI::IsMember({"auto", "search", "suggest"}))
      ->capture_default_str();
  command.add_option("--limit", limit, "Answers to each query")->check(CLI::Range(1, 10000))->capture_default_str();
  add_list(command, "--lang", langs,
           "Languages that may answer every query (repeatable; any: all; else each query's own lang)");
  reader.define(command);
  command.add_flag("--exhaustive", exhaustive, "Score every match without pruning: the same answers, slowly");
  command.add_flag_callback(
      "--no-closeness", [this] { closeness = false; }, "Rank by BM25F and priors alone");
  command.add_flag("--no-lessons", no_lessons, "Suggest as if nothing had been learnt");
  command.add_option("--threads", threads, "Threads that ask")->check(CLI::Range(1, 1024))->capture_default_str();
}

std::vector<Ranked> Asking::ask(const Suggester& suggester, const QueryLine& query) const {
  std::vector<std::string> languages = langs;
  if (languages.empty() && !query.lang.empty()) languages = {query.lang};
  std::vector<Ranked> answers;
  const auto keep = [&](const auto& hits) {
    answers.reserve(hits.size());
    for (const auto& hit : hits) answers.push_back({hit.id, hit.score});
  };
  if (suggests(query)) {
    SuggestOptions options;
    options.limit = limit;
    options.langs = languages;
    options.reader = reader.reader();
    options.min_confidence = 0;
    options.lessons = !no_lessons;
    options.snippets = options.documents = documents;
    options.closeness = closeness;
    options.exhaustive = exhaustive;
    keep(suggester.solutions_for(query.as_draft(), options).items);
  } else {
    SearchOptions options;
    options.limit = limit;
    options.langs = languages;
    options.reader = reader.reader();
    options.snippets = options.documents = documents;
    options.count = count;
    options.closeness = closeness;
    options.exhaustive = exhaustive;
    keep(suggester.searcher().search(query.as_text(), options).hits);
  }
  return answers;
}

std::vector<std::vector<Ranked>> ask_all(const Asking& asking, const Suggester& suggester,
                                         const std::vector<QueryLine>& queries) {
  std::vector<std::vector<Ranked>> answers(queries.size());
  Progress progress("ask", queries.size(), "queries");
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&](bool draws) {
    try {
      for (std::size_t i = next++; i < queries.size(); i = next++) {
        answers[i] = asking.ask(suggester, queries[i]);
        if (draws) progress.update(i, i);
      }
    } catch (...) {
      next = queries.size();
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < asking.threads; ++i) others.emplace_back(work, false);
    work(true);
  }
  if (failure) std::rethrow_exception(failure);
  return answers;
}

}  // namespace forestall::cli
