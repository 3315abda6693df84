// SPDX-License-Identifier: Apache-2.0
#include "search/rerank/closeness.h"

#include <algorithm>
#include <bit>

#include "ranking/bm25f.h"
#include "search/rerank/letters.h"

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
    bits_[key >> 58] |= std::uint64_t{1} << (key >> 52 & 63);
    values_.push_back(0);
  }
  values_[slots_[i].run] += value;
}

Closeness::Closeness(const index::Snapshot& snapshot, const Scope& scope, const ScoreRules& rules, const RunTable& runs)
    : scope_(scope),
      scorer_(snapshot, scope, rules),
      forward_(snapshot, scope.leaf),
      runs_(runs),
      read_(scope.partition->terms / 64 + 1),
      holding_(read_.size()),
      found_(runs_.size()),
      found_bits_(runs_.size() / 64 + 1) {}

Closeness::Known& Closeness::slot(std::uint32_t term) {
  std::size_t i = term & (known_.size() - 1);
  while (known_[i].term != term && known_[i].term != kNoTerm) i = (i + 1) & (known_.size() - 1);
  return known_[i];
}

void Closeness::add_known(const Known& added) {
  if (2 * ++holders_ > known_.size()) {
    std::vector<Known> old(2 * known_.size());
    std::swap(old, known_);
    for (const Known& one : old)
      if (one.term != kNoTerm) slot(one.term) = one;
  }
  slot(added.term) = added;
}

void Closeness::expect(const std::vector<std::uint32_t>& docs) {
  const index::Segment& segment = *scope_.source->segment;
  const std::uint32_t first_doc = scope_.partition->first_document, first_term = scope_.partition->first_term;
  for (const std::uint32_t doc : docs) scorer_.prefetch(doc);
  for (const std::uint32_t doc : docs) scorer_.prefetch_terms(doc);
  std::vector<std::uint32_t> fresh;
  for (const std::uint32_t doc : docs)
    for (auto cursor = forward_.of(first_doc + doc); cursor.next();) {
      if (read(cursor.term())) continue;
      read_[cursor.term() / 64] |= std::uint64_t{1} << (cursor.term() % 64);
      fresh.push_back(cursor.term());
      segment.prefetch_term_offset(first_term + cursor.term());
    }
  constexpr std::size_t kAhead = 16;
  for (std::size_t i = 0; i < fresh.size() + kAhead; ++i) {
    if (i < fresh.size()) segment.prefetch_term(first_term + fresh[i]);
    if (i >= kAhead) read_runs(fresh[i - kAhead]);
  }
}

void Closeness::read_runs(std::uint32_t term) {
  const auto first = static_cast<std::uint32_t>(pool_.size());
  each_run(scope_.source->segment->term(scope_.partition->first_term + term), [&](std::uint64_t key) {
    const std::uint32_t run = runs_.find(key);
    if (run != RunTable::kNone) pool_.push_back(run);
  });
  if (pool_.size() == first) return;
  holding_[term / 64] |= std::uint64_t{1} << (term % 64);
  add_known({term, first, static_cast<std::uint32_t>(pool_.size()) - first});
}

/// With what the title adds: closeness counts as more of the text.
double Closeness::prior(std::uint32_t doc) {
  return scorer_.title_bound(doc) == 1 ? scorer_.prior(doc) : scorer_.score(doc, parts_).prior;
}

double Closeness::of(std::uint32_t doc) {
  const index::Segment& segment = *scope_.source->segment;
  const std::uint32_t global = scope_.partition->first_document + doc;
  each_found([&](std::uint32_t run) { found_[run] = {}; });
  std::fill(found_bits_.begin(), found_bits_.end(), 0);
  for (auto cursor = forward_.of(global); cursor.next();) {
    const std::uint32_t term = cursor.term();
    if (!read(term)) {
      read_[term / 64] |= std::uint64_t{1} << (term % 64);
      read_runs(term);
    }
    if ((holding_[term / 64] >> (term % 64) & 1) == 0) continue;
    const Known& one = slot(term);
    for (std::uint32_t i = 0; i < one.count; ++i) {
      const std::uint32_t run = pool_[one.first + i];
      found_bits_[run / 64] |= std::uint64_t{1} << (run % 64);
      for (int f = 0; f < schema::kFields; ++f) found_[run][f] += cursor.tf()[f];
    }
  }
  const schema::FieldValues factors = ranking::field_factors(*scope_.schema, segment.lengths(global), scope_.averages);
  const double k1 = scorer_.k1(doc);
  double sum = 0;
  each_found([&](std::uint32_t run) {
    sum += runs_.value(run) * ranking::saturate(ranking::combined_tf(found_[run], factors), k1);
  });
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

void ClosenessByScope::expect(const std::vector<index::Place>& places) {
  std::map<Closeness*, std::vector<std::uint32_t>> docs;
  for (const index::Place& place : places) docs[&scope(place)].push_back(number(place));
  for (const auto& [closeness, expected] : docs) closeness->expect(expected);
}

Closeness& ClosenessByScope::scope(const index::Place& place) {
  const Scope* scope = evaluation_.scope_of(place);
  auto& closeness = scopes_[scope];
  if (!closeness) {
    const RunTable& runs = runs_.try_emplace(scope->plan, *scope->plan).first->second;
    closeness = std::make_unique<Closeness>(evaluation_.snapshot(), *scope, evaluation_.request().rules, runs);
  }
  return *closeness;
}

}  // namespace forestall::search
