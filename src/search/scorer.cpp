// SPDX-License-Identifier: Apache-2.0
#include "search/scorer.h"

#include <algorithm>

#include "index/audience.h"
#include "ranking/bm25f.h"
#include "ranking/prior.h"

namespace forestall::search {
namespace {

schema::FieldCounts masked(schema::FieldCounts tf, std::uint8_t fields) {
  for (int f = 0; f < schema::kFields; ++f)
    if ((fields >> f & 1) == 0) tf[f] = 0;
  return tf;
}

}  // namespace

Scorer::Scorer(const index::Snapshot& snapshot, const Scope& scope, const ScoreRules& rules)
    : snapshot_(snapshot), scope_(scope), rules_(rules) {
  bits_.resize(scope.partition->terms / 64 + 1);
  for (std::uint32_t i = 0; i < scope.terms.size(); ++i) {
    if (!scope.terms[i].present) continue;
    const std::uint32_t term = scope.terms[i].ord - scope.partition->first_term;
    wanted_.emplace_back(term, i);
    bits_[term / 64] |= std::uint64_t{1} << (term % 64);
  }
  std::sort(wanted_.begin(), wanted_.end());
  if (rules.products.empty()) return;
  const index::Segment& segment = *scope.source->segment;
  same_product_.resize(segment.strings());
  for (const std::uint32_t number : segment.distinct(index::Column::products)) {
    const std::string_view set = segment.string(number);
    const auto members = index::split(set, index::kMember);
    same_product_[number] =
        set.empty() || std::any_of(members.begin(), members.end(), [&](std::string_view member) {
          return std::find(rules.products.begin(), rules.products.end(), member) != rules.products.end();
        });
  }
}

double Scorer::k1(std::uint32_t doc) const {
  if (!rules_.draft) return scope_.schema->k1_search;
  return schema::k1_of(*scope_.schema,
                       static_cast<Kind>(scope_.source->segment->info(scope_.partition->first_document + doc).kind));
}

double Scorer::prior(std::uint32_t doc) const {
  const std::uint32_t global = scope_.partition->first_document + doc;
  double prior = ranking::vote_prior(snapshot_.votes({scope_.leaf, global}));
  if (!same_product_.empty() && !same_product_[scope_.source->segment->info(global).products])
    prior *= ranking::kOtherProduct;
  return prior;
}

double Scorer::prior_bound(std::uint32_t window) const {
  return scope_.source->overlay->prior_bound(*scope_.source->segment, *scope_.partition, window);
}

template <typename Each>
double Scorer::text_score(std::uint32_t doc, Each&& each) const {
  const index::Segment& segment = *scope_.source->segment;
  const std::uint32_t global = scope_.partition->first_document + doc;
  const schema::FieldValues factors = ranking::field_factors(*scope_.schema, segment.lengths(global), scope_.averages);
  const double saturation = k1(doc);
  double sum = 0;
  auto next = wanted_.begin();
  for (auto cursor = segment.forward(global); next != wanted_.end() && cursor.next();) {
    const std::uint32_t term = cursor.term();
    if ((bits_[term / 64] >> (term % 64) & 1) == 0) continue;
    while (next != wanted_.end() && next->first < term) ++next;
    for (; next != wanted_.end() && next->first == term; ++next) {
      const QueryTerm& wanted = scope_.plan->terms[next->second];
      const double t = ranking::combined_tf(masked(cursor.tf(), wanted.fields), factors);
      const double part = wanted.weight * wanted.idf * ranking::saturate(t, saturation);
      sum += part;
      each(next->second, part);
    }
  }
  return sum;
}

double Scorer::score(std::uint32_t doc) const {
  return text_score(doc, [](std::uint32_t, double) {}) * prior(doc);
}

double Scorer::score(std::uint32_t doc, std::vector<double>& contributions) const {
  contributions.assign(scope_.plan->terms.size(), 0);
  return text_score(doc, [&](std::uint32_t term, double part) { contributions[term] += part; }) * prior(doc);
}

}  // namespace forestall::search
