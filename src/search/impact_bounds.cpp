// SPDX-License-Identifier: Apache-2.0
#include "search/impact_bounds.h"

#include <algorithm>
#include <cmath>

#include "ranking/bm25f.h"

namespace forestall::search {

ImpactBounds::ImpactBounds(const Scope& scope, const ScoreRules& rules) {
  const Schema& schema = *scope.schema;
  const double drift = ranking::drift(scope.partition->averages, scope.averages);
  const double baked_part = (schema::largest_k1(schema) + 1) / 255;
  std::uint32_t kinds = 0;
  for (std::uint32_t window = 0; window < scope.partition->windows(); ++window)
    kinds |= scope.source->segment->window_facts(*scope.partition, window).kinds;
  std::array<double, 2> baked{};  // k1 of articles and the like, of topics and the like
  for (int kind = 0; kind < kKinds; ++kind)
    if ((kinds >> kind & 1) != 0) {
      const double k1 = schema::k1_of(schema, static_cast<Kind>(kind));
      baked[k1 == schema.k1_topic ? 1 : 0] = k1;
    }
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
