// SPDX-License-Identifier: Apache-2.0
#include "suggest/confidence.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "ranking/logistic.h"
#include "suggest/overlap.h"

namespace forestall::suggest {
namespace {

/// What the draft and a document's terms have in common.
struct Overlap {
  double title = 0;                // share of the title's idf that the draft names
  double draft = 0;                // share of the draft's mass that the document holds
  double evidence = 0;             // idf of the distinct terms in common, in units of the greatest idf
  double shared = 0, missing = 0;  // the draft's terms that are no function words, by whether the document holds them
};

Overlap overlap(const search::Evaluation& evaluation, const index::Place& place) {
  const search::Scope& scope = *evaluation.scope_of(place);
  Overlap out;
  double covered = 0, title = 0, held = 0, evidence = 0;
  const auto share = [&](const search::QueryTerm& term, const schema::FieldCounts& tf) {
    out.shared += !term.function_word && !term.spelling;
    held += term.weight * term.idf;
    evidence += term.idf;
    if (tf[schema::kTitle] > 0) covered += term.idf;
  };
  const auto name_in_title = [&](std::uint32_t ord, const schema::FieldCounts& tf) {
    if (tf[schema::kTitle] == 0) return;
    const std::string_view text = scope.source->segment->term(ord);
    title += evaluation.statistics().idf(text, base::hash(text));
  };
  compare_terms(
      evaluation, place, share, [&](const search::QueryTerm& term) { out.missing += !term.function_word; },
      name_in_title);
  title += covered;
  out.title = title > 0 ? covered / title : 0;
  out.draft = scope.plan->mass > 0 ? std::min(1.0, held / scope.plan->mass) : 0;
  out.evidence = evidence / std::log(2 + static_cast<double>(evaluation.statistics().documents()));
  return out;
}

/// The share of the draft's mass in terms that some document holds.
double known_share(const search::Plan& plan) {
  double known = 0;
  for (const search::QueryTerm& term : plan.terms)
    if (term.df > 0 && !term.evidence) known += term.weight * term.idf;
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
  const double parts = evaluation.reranks(*scope) ? 2 : 1;  // closeness is as great
  const double greatest = parts * scope->plan->mass * (schema::largest_k1(*scope->schema) + 1);
  const Overlap common = overlap(evaluation, answer.ranked.place);
  out.title_coverage = common.title;
  out.draft_coverage = common.draft;
  out.score_share = greatest > 0 ? std::min(1.0, answer.learnt.text / greatest) : 0;
  out.evidence = std::log1p(common.evidence);
  out.known = known_share(*scope->plan);
  out.evenness = evenness(evaluation.best);
  out.votes = answer.learnt.votes;
  out.nearness = nearness;
  out.shared = std::log1p(common.shared);
  out.missing = std::log1p(common.missing);
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

void Confidence::pool(std::vector<double>& each) {
  struct Block {
    double mean;
    std::size_t size;
  };
  std::vector<Block> blocks;
  for (const double value : each) {
    blocks.push_back({value, 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean < blocks.back().mean) {
      const Block last = blocks.back();
      blocks.pop_back();
      const auto n = static_cast<double>(blocks.back().size), m = static_cast<double>(last.size);
      blocks.back() = {(blocks.back().mean * n + last.mean * m) / (n + m), blocks.back().size + last.size};
    }
  }
  auto at = each.begin();
  for (const Block& block : blocks) at = std::fill_n(at, block.size, block.mean);
}

double Confidence::of_any(const std::vector<double>& each) const {
  if (each.empty()) return 0;
  double none = 1;
  for (const double p : each) none *= 1 - p;
  return ranking::sigmoid(calibration.any_intercept + calibration.any_slope * ranking::logit(1 - none));
}

}  // namespace forestall::suggest
