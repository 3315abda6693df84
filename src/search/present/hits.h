// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "forestall/results.h"
#include "search/evaluation.h"

namespace forestall::search {

struct HitOptions {
  bool documents = true;
  bool snippets = true;
  bool explain = false;
  std::size_t snippet_length = 160;
};

/// Why a document that was searched has its score; nothing if it lies outside the languages searched.
std::optional<Explanation> explain_place(const Evaluation& evaluation, const index::Place& place, double closeness,
                                         analysis::Session& session);

/// The answer for one ranked document. `shown` is the document to show (the translation a reader reads best), `ranked`
/// the one that matched.
Hit make_hit(const Evaluation& evaluation, const Ranked& ranked, const index::Place& shown, const HitOptions& options,
             analysis::Session& session);

/// The member of the ranked document's family that stands first in the reader's languages and passes the filter.
index::Place best_translation(const Evaluation& evaluation, const Ranked& ranked);

}  // namespace forestall::search
