// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/judged.h"
#include "forestall/index.h"

namespace forestall::cli {

/// Means of queries by a property of their right documents: a query counts in the group of each of them, once.
struct Groups {
  std::string name;
  std::vector<std::pair<std::string, MeanMeasures>> groups;  ///< in order
};
Groups by_kind(const Evaluation& evaluation, const JudgedDrafts& judged, const Index& index);
/// By how many lessons of the index the right document has.
Groups by_lessons(const Evaluation& evaluation, const JudgedDrafts& judged, const Index& index);

/// The older half of the drafts as lessons: by `at`, else by the numbers in the id; `judged` keeps the newer half.
std::vector<Lesson> take_older_half(JudgedDrafts& judged);

/// How good the confidences of suggestions are: three solutions are shown.
Reliability measure_confidence(const Asking& asking, const Index& index, const JudgedDrafts& judged);

std::string eval_html(const std::string& title, const Evaluation& evaluation, const std::vector<Groups>& groups,
                      const Reliability* reliability);

}  // namespace forestall::cli
