// SPDX-License-Identifier: Apache-2.0
#include "cli/judged.h"

#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "cli/terminal.h"
#include "forestall/analyzer.h"

namespace forestall::cli {
namespace {

std::ifstream open_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(ErrorCode::not_found, fmt::format("\"{}\" cannot be read", path));
  return in;
}

template <typename Read>
auto read_file(const std::string& path, Read read) {
  std::ifstream in = open_file(path);
  try {
    return read(in);
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("{}: {}", path, error.what()));
  }
}

bool relevant(const std::map<std::string, double>& grades) {
  for (const auto& [id, grade] : grades)
    if (grade > 0) return true;
  return false;
}

/// Leaves the queries that are judged and the judgements that are asked.
void match(std::vector<QueryLine>& queries, Judgements& judgements) {
  std::erase_if(queries, [&](const QueryLine& query) {
    const auto found = judgements.find(query.id);
    return found == judgements.end() || !relevant(found->second);
  });
  Judgements asked;
  for (const QueryLine& query : queries) asked.insert(judgements.extract(query.id));
  std::size_t unasked = 0;
  for (const auto& [id, grades] : judgements) unasked += relevant(grades) ? 1 : 0;
  if (unasked > 0)
    std::cerr << fmt::format("note: {} judged queries are not in the file of queries and do not count\n",
                             grouped(unasked));
  judgements = std::move(asked);
}

/// What a search or a suggestion would detect the language of.
std::string text_of(const QueryLine& query) {
  return query.text + "\n" + query.draft.subject + "\n" + query.draft.body;
}

}  // namespace

Run JudgedDrafts::run(const std::vector<std::vector<Ranked>>& answers) const {
  Run run;
  for (std::size_t i = 0; i < queries.size(); ++i) run[queries[i].id] = answers[i];
  return run;
}

std::map<std::string, std::string> JudgedDrafts::langs() const {
  std::map<std::string, std::string> langs;
  for (const QueryLine& query : queries)
    langs[query.id] = !query.lang.empty() ? query.lang : detect_language(text_of(query)).code;
  return langs;
}

Evaluation JudgedDrafts::evaluate(const std::vector<std::vector<Ranked>>& answers) const {
  return forestall::evaluate(judgements, run(answers), langs());
}

JudgedDrafts read_judged(const std::string& queries, const std::string& judgements) {
  JudgedDrafts judged{read_queries(queries), read_judgements_file(judgements)};
  match(judged.queries, judged.judgements);
  if (judged.queries.empty())
    throw Error(ErrorCode::invalid_argument, fmt::format("\"{}\" judges none of the queries", judgements));
  return judged;
}

Judgements read_judgements_file(const std::string& path) {
  return read_file(path, [](std::istream& in) { return read_judgements(in); });
}

Run read_run_file(const std::string& path) {
  return read_file(path, [](std::istream& in) { return read_run(in); });
}

}  // namespace forestall::cli
