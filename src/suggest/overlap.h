// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/evaluation.h"

namespace forestall::suggest {

/// Walks a draft's terms and those of a document that was searched side by side: `shared(term, tf)` for each
/// that both hold, `missing(term)` for each that only the draft holds but other spellings, `other(ord, tf)` for each
/// that only the document holds.
template <typename Shared, typename Missing, typename Other>
void compare_terms(const search::Evaluation& evaluation, const index::Place& place, Shared&& shared, Missing&& missing,
                   Other&& other) {
  const search::Scope& scope = *evaluation.scope_of(place);
  index::ForwardReader forward(evaluation.snapshot(), place.leaf);
  const std::vector<search::QueryTerm>& asked = scope.plan->terms;  // ascending, as the document's are
  std::size_t next = 0;
  const auto pass_until = [&](std::uint32_t ord) {
    for (; next < asked.size() && (!scope.terms[next].present || scope.terms[next].ord < ord); ++next)
      if (!asked[next].spelling && !asked[next].evidence) missing(asked[next]);
  };
  for (auto cursor = forward.of(place.doc); cursor.next();) {
    const std::uint32_t ord = scope.partition->first_term + cursor.term();
    pass_until(ord);
    if (next < asked.size() && scope.terms[next].ord == ord)
      shared(asked[next++], cursor.tf());
    else
      other(ord, cursor.tf());
  }
  pass_until(scope.partition->first_term + scope.partition->terms);
}

/// The share of the draft's terms that an answer holds, by weight and idf.
inline double coverage(const search::Evaluation& evaluation, const index::Place& place) {
  double held = 0, lacking = 0;
  const auto mass = [](const search::QueryTerm& term) { return term.weight * term.idf; };
  compare_terms(
      evaluation, place, [&](const auto& term, const auto&) { held += mass(term); },
      [&](const auto& term) { lacking += mass(term); }, [](std::uint32_t, const auto&) {});
  return held > 0 ? held / (held + lacking) : 0;
}

}  // namespace forestall::suggest
