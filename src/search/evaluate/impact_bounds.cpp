// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/impact_bounds.h"

#include <algorithm>
#include <cmath>

#include "ranking/bm25f.h"

namespace forestall::search {

namespace {

/// The saturations that impacts were baked with: k1 of articles and the like, of topics and the like; 0: no such
/// documents.
std::array<double, 2> baked_k1(const Scope& scope) {
  const Schema& schema = *scope.schema;
  std::uint32_t kinds = 0;
  for (std::uint32_t window = 0; window < scope.partition->windows(); ++window)
    kinds |= scope.source->segment->window_facts(*scope.partition, window).kinds;
  std::array<double, 2> baked{};
  for (int kind = 0; kind < kKinds; ++kind)
    if ((kinds >> kind & 1) != 0) {
      const double k1 = schema::k1_of(schema, static_cast<Kind>(kind));
      baked[k1 == schema.k1_topic ? 1 : 0] = k1;
    }
  return baked;
}

double baked_part(const Scope& scope) { return (schema::largest_k1(*scope.schema) + 1) / 255; }

}  // namespace

double greatest_part(const Scope& scope, const ScoreRules& rules) {
  // (k + 1) t / (k + t) over (b + 1) t / (b + t) lies between its values for t = 0 and for t without end.
  double most = 0;
  for (const double b : baked_k1(scope)) {
    const double k = rules.draft ? b : scope.schema->k1_search;
    if (b > 0) most = std::max({most, (k + 1) / (b + 1), (k + 1) * b / ((b + 1) * k)});
  }
  return baked_part(scope) * most * ranking::drift(scope.partition->averages, scope.averages);
}

ImpactBounds::ImpactBounds(const Scope& scope, const ScoreRules& rules) {
  const Schema& schema = *scope.schema;
  const double drift = ranking::drift(scope.partition->averages, scope.averages);
  const double baked_part = search::baked_part(scope);
  const std::array<double, 2> baked = baked_k1(scope);
  const auto asked = [&](double k1) { return rules.draft ? k1 : schema.k1_search; };
  if (drift == 1 && std::all_of(baked.begin(), baked.end(), [&](double k1) { return k1 == 0 || k1 == asked(k1); })) {
    part_ = baked_part;
    as_baked_ = true;
    return;
  }
  values_[0] = 0;
  bytes_[0] = 0;
  for (std::size_t impact = 1; impact < 256; ++impact) {
    values_[impact] = 0;
    for (const double k1 : baked)
      if (k1 > 0)
        values_[impact] = std::max(values_[impact],
                                   ranking::resaturate(static_cast<double>(impact) * baked_part, k1, asked(k1), drift));
  }
  part_ = values_[255] / 255;
  for (std::size_t impact = 1; impact < 256; ++impact)
    bytes_[impact] = static_cast<std::uint8_t>(std::min(255.0, std::ceil(values_[impact] / part_)));
}

const std::array<std::uint8_t, 256>& ImpactBounds::bytes() const {
  static const std::array<std::uint8_t, 256> same = [] {
    std::array<std::uint8_t, 256> made{};
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = static_cast<std::uint8_t>(i);
    return made;
  }();
  return as_baked_ ? same : bytes_;
}

}  // namespace forestall::search
