// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <istream>
#include <map>
#include <string>
#include <vector>

#include "cli/queries.h"

namespace forestall::cli {

/// Queries and the judgements of what answers them; only the queries that are judged, and their judgements.
struct JudgedDrafts {
  std::vector<QueryLine> queries;
  Judgements judgements;
  /// Measures of answers in the order of the queries.
  Evaluation evaluate(const std::vector<std::vector<Ranked>>& answers) const;
  Run run(const std::vector<std::vector<Ranked>>& answers) const;
  std::map<std::string, std::string> langs() const;
};

/// Throws with the file's name. Says on standard error how many judged queries are not asked.
JudgedDrafts read_judged(const std::string& queries, const std::string& judgements);
Judgements read_judgements_file(const std::string& path);
Run read_run_file(const std::string& path);

}  // namespace forestall::cli
