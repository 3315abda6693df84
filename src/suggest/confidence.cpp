// SPDX-License-Identifier: Apache-2.0
#include "suggest/confidence.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/hash.h"
#include "ranking/logistic.h"

namespace forestall::suggest {
namespace {

/// What the draft and a document's terms have in common.
struct Overlap {
  double title = 0;     // share of the title's idf that the draft names
  double draft = 0;     // share of the draft's mass that the document holds
  double evidence = 0;  // idf of the distinct terms in common, in units of the greatest idf
};

Overlap overlap(const search::Evaluation& evaluation, const search::Scope& scope, std::uint32_t doc) {
  const index::Segment& segment = *scope.source->segment;
  std::map<std::uint32_t, const search::QueryTerm*> asked;  // term of the partition → term of the draft
  for (std::size_t i = 0; i < scope.terms.size(); ++i)
    if (scope.terms[i].present) asked[scope.terms[i].ord - scope.partition->first_term] = &scope.plan->terms[i];
  double covered = 0, title = 0, held = 0, evidence = 0;
  for (auto cursor = segment.forward(doc); cursor.next();) {
    const auto found = asked.find(cursor.term());
    if (found != asked.end()) {
      held += found->second->weight * found->second->idf;
      evidence += found->second->idf;
    }
    if (cursor.tf()[schema::kTitle] == 0) continue;
    if (found != asked.end()) {
      covered += found->second->idf;
      title += found->second->idf;
    } else {
      const std::string_view term = segment.term(scope.partition->first_term + cursor.term());
      title += evaluation.statistics().idf(term, base::hash(term));
    }
  }
  const double greatest = std::log(2 + static_cast<double>(evaluation.statistics().documents()));
  return {title > 0 ? covered / title : 0, scope.plan->mass > 0 ? held / scope.plan->mass : 0, evidence / greatest};
}

/// The share of the draft's mass in terms that some document holds.
double known_share(const search::Plan& plan) {
  double known = 0;
  for (const search::QueryTerm& term : plan.terms)
    if (term.df > 0) known += term.weight * term.idf;
  return plan.mass > 0 ? known / plan.mass : 0;
}

/// 1: the ten best scores are equal; 0: there is only one.
double evenness(const std::vector<search::Ranked>& best) {
  double sum = 0, entropy = 0;
  const std::size_t count = std::min(kCompared, best.size());
  for (std::size_t i = 0; i < count; ++i) sum += std::pow(best[i].rank, 4);
  for (std::size_t i = 0; i < count && sum > 0; ++i) {
    const double p = std::pow(best[i].rank, 4) / sum;
    if (p > 0) entropy -= p * std::log(p);
  }
  return entropy / std::log(static_cast<double>(kCompared));
}

}  // namespace

Signals signals(const search::Evaluation& evaluation, const TaughtAnswer& answer, double nearness) {
  Signals out;
  const search::Scope* scope = evaluation.scope_of(answer.ranked.place);
  if (scope == nullptr) return out;
  const double parts = evaluation.looks_again(*scope) ? 2 : 1;  // closeness is as great
  const double greatest = parts * scope->plan->mass * (schema::largest_k1(*scope->schema) + 1);
  const Overlap common = overlap(evaluation, *scope, answer.ranked.place.doc);
  out.title_coverage = common.title;
  out.draft_coverage = common.draft;
  out.score_share = greatest > 0 ? std::min(1.0, answer.learnt.text / greatest) : 0;
  out.evidence = std::log1p(common.evidence);
  out.known = known_share(*scope->plan);
  out.evenness = evenness(evaluation.best);
  out.votes = answer.learnt.votes;
  out.nearness = nearness;
  return out;
}

bool Confidence::compares_scores() const {
  constexpr std::size_t kEvenness = 5;  // in Signals::values
  return calibration.weights[kEvenness] != 0;
}

double Confidence::of(const Signals& signals) const {
  double z = calibration.intercept;
  const auto values = signals.values();
  for (std::size_t i = 0; i < kSignals; ++i) z += calibration.weights[i] * values[i];
  return ranking::sigmoid(z);
}

double Confidence::of_any(const std::vector<double>& each) const {
  if (each.empty()) return 0;
  double none = 1;
  for (const double p : each) none *= 1 - p;
  return ranking::sigmoid(calibration.any_intercept + calibration.any_slope * ranking::logit(1 - none));
}

}  // namespace forestall::suggest
