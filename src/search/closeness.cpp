// SPDX-License-Identifier: Apache-2.0
#include "search/closeness.h"

#include <algorithm>
#include <bit>

#include "ranking/bm25f.h"
#include "search/letters.h"

namespace forestall::search {

RunTable::RunTable(const Plan& plan) {
  std::size_t most = 0;
  for (const QueryTerm& term : plan.terms) most += term.term.size() + 1;
  slots_.resize(std::bit_ceil(2 * most + 1));
  for (const QueryTerm& term : plan.terms) {
    if (term.weight == 0 || term.fields != kAllFields) continue;
    std::size_t runs = 0;
    each_run(term.term, [&](std::uint64_t) { ++runs; });
    each_run(term.term, [&](std::uint64_t key) { add(key, term.weight * term.idf / static_cast<double>(runs)); });
  }
}

void RunTable::add(std::uint64_t key, double value) {
  std::size_t i = key & (slots_.size() - 1);
  while (slots_[i].run != kNone && slots_[i].key != key) i = (i + 1) & (slots_.size() - 1);
  if (slots_[i].run == kNone) {
    slots_[i] = {key, size()};
    values_.push_back(0);
  }
  values_[slots_[i].run] += value;
}

Closeness::Closeness(const index::Snapshot& snapshot, const Scope& scope, const ScoreRules& rules)
    : scope_(scope), scorer_(snapshot, scope, rules), runs_(*scope.plan), found_(runs_.size()) {}

const Closeness::Known& Closeness::runs_of(std::uint32_t term) {
  Known& known = known_[term % known_.size()];
  if (known.term == term) return known;
  known = {term, static_cast<std::uint32_t>(pool_.size()), 0};
  each_run(scope_.source->segment->term(scope_.partition->first_term + term), [&](std::uint64_t key) {
    const std::uint32_t run = runs_.find(key);
    if (run != RunTable::kNone) pool_.push_back(run);
  });
  known.count = static_cast<std::uint32_t>(pool_.size()) - known.first;
  return known;
}

/// With what the title adds: closeness counts as more of the text.
double Closeness::prior(std::uint32_t doc) {
  return scorer_.title_bound(doc) == 1 ? scorer_.prior(doc) : scorer_.score(doc, parts_).prior;
}

double Closeness::of(std::uint32_t doc) {
  const index::Segment& segment = *scope_.source->segment;
  const std::uint32_t global = scope_.partition->first_document + doc;
  std::fill(found_.begin(), found_.end(), schema::FieldCounts{});
  for (auto cursor = segment.forward(global); cursor.next();) {
    const Known& known = runs_of(cursor.term());
    for (std::uint32_t i = 0; i < known.count; ++i)
      for (int f = 0; f < schema::kFields; ++f) found_[pool_[known.first + i]][f] += cursor.tf()[f];
  }
  const schema::FieldValues factors = ranking::field_factors(*scope_.schema, segment.lengths(global), scope_.averages);
  const double k1 = scorer_.k1(doc);
  double sum = 0;
  for (std::uint32_t run = 0; run < runs_.size(); ++run) {
    const double t = ranking::combined_tf(found_[run], factors);
    if (t > 0) sum += runs_.value(run) * ranking::saturate(t, k1);
  }
  return sum * prior(doc);
}

std::vector<double> Closeness::by_term(std::uint32_t doc) {
  of(doc);  // counts the runs
  const TermParts parts = scorer_.term_parts(doc);
  const double factor = prior(doc);
  std::vector<double> out;
  for (const QueryTerm& term : scope_.plan->terms) {
    double sum = 0, runs = 0;
    each_run(term.term, [&](std::uint64_t key) {
      const std::uint32_t run = runs_.find(key);
      const double t = run == RunTable::kNone ? 0 : ranking::combined_tf(found_[run], parts.factors);
      sum += ranking::saturate(t, parts.k1);
      ++runs;
    });
    const bool takes_part = runs > 0 && term.weight != 0 && term.fields == kAllFields;
    out.push_back(takes_part ? factor * term.weight * term.idf * sum / runs : 0);
  }
  return out;
}

std::uint32_t ClosenessByScope::number(const index::Place& place) const {
  return place.doc - evaluation_.scope_of(place)->partition->first_document;
}

Closeness& ClosenessByScope::scope(const index::Place& place) {
  const Scope* scope = evaluation_.scope_of(place);
  auto& closeness = scopes_[scope];
  if (!closeness) closeness = std::make_unique<Closeness>(evaluation_.snapshot(), *scope, evaluation_.request().rules);
  return *closeness;
}

}  // namespace forestall::search
