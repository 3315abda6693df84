// SPDX-License-Identifier: Apache-2.0
#include "suggest/confidence.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/hash.h"
#include "ranking/bm25f.h"

namespace forestall::suggest {
namespace {

double title_coverage(const search::Evaluation& evaluation, const search::Scope& scope, std::uint32_t doc) {
  const index::Segment& segment = *scope.source->segment;
  std::map<std::uint32_t, double> asked;  // term of the partition → idf
  for (std::size_t i = 0; i < scope.terms.size(); ++i)
    if (scope.terms[i].present) asked[scope.terms[i].ord - scope.partition->first_term] = scope.plan->terms[i].idf;
  double covered = 0, all = 0;
  for (auto cursor = segment.forward(doc); cursor.next();) {
    if (cursor.tf()[schema::kTitle] == 0) continue;
    const auto found = asked.find(cursor.term());
    if (found != asked.end()) {
      covered += found->second;
      all += found->second;
    } else {
      const std::string_view term = segment.term(scope.partition->first_term + cursor.term());
      all += evaluation.statistics().idf(term, base::hash(term));
    }
  }
  return all > 0 ? covered / all : 0;
}

}  // namespace

Signals signals(const search::Evaluation& evaluation, const search::Ranked& ranked, double text) {
  const search::Scope* scope = evaluation.scope_of(ranked.place);
  if (scope == nullptr) return {};
  const double greatest = scope->plan->mass * (schema::largest_k1(*scope->schema) + 1);
  return {title_coverage(evaluation, *scope, ranked.place.doc), greatest > 0 ? std::min(1.0, text / greatest) : 0};
}

double confidence(const Signals& signals) {
  const double z = -4.3 + 3.9 * signals.title_coverage + 8.4 * signals.score_share;
  return 1 / (1 + std::exp(-z));
}

double confidence_of_any(const std::vector<double>& each) {
  // Solutions of one draft fail together, so they are not taken as independent: the best counts, the others add a
  // little.
  double none = 1;
  for (std::size_t i = 0; i < each.size(); ++i) none *= 1 - each[i] * (i == 0 ? 1 : 0.3);
  return 1 - none;
}

}  // namespace forestall::suggest
