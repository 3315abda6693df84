// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "forestall/evaluation.h"
#include "forestall/jsonl.h"
#include "forestall/suggester.h"

/// Many queries asked of one index: what `run`, `eval` and `bench` share.
namespace forestall::cli {

/// The lines of a file of queries; a query without id is called by its line's number. Throws with file and line.
std::vector<QueryLine> read_queries(const std::string& path);

/// How each query is asked.
struct Asking {
  std::string mode = "auto";  ///< search, suggest, or auto: what each line is
  std::size_t limit = 100;
  std::vector<std::string> langs;  ///< empty: each query's own
  ReaderOptions reader;
  bool exhaustive = false;
  bool no_lessons = false;  ///< suggest as if nothing had been learnt
  bool count = false;       ///< searches count every match
  bool closeness = true;    ///< as in SearchOptions
  bool documents = false;   ///< read titles, snippets and so on as for a person
  std::size_t threads = 1;
  void define(CLI::App& command);

  bool suggests(const QueryLine& query) const { return mode == "suggest" || (mode == "auto" && query.is_draft); }
  std::vector<Ranked> ask(const Suggester& suggester, const QueryLine& query) const;
};

/// Answers in the order of the queries, by `asking.threads` threads; draws its progress.
std::vector<std::vector<Ranked>> ask_all(const Asking& asking, const Suggester& suggester,
                                         const std::vector<QueryLine>& queries);

}  // namespace forestall::cli
