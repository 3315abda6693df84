// SPDX-License-Identifier: Apache-2.0
#include "ranking/bm25f.h"

#include <algorithm>
#include <cmath>

namespace forestall::ranking {

double idf(std::uint64_t documents, std::uint64_t df) {
  const double n = static_cast<double>(std::max(documents, df)), d = static_cast<double>(df);
  return std::log(1 + (n - d + 0.5) / (d + 0.5));
}

schema::FieldValues field_factors(const Schema& schema, const schema::FieldCounts& lengths,
                                  const schema::FieldValues& averages) {
  schema::FieldValues factors;
  for (int f = 0; f < schema::kFields; ++f) {
    const FieldWeight& field = schema::weight_of(schema, f);
    // Divided even where the field is empty: which fields are cannot be foreseen.
    const double factor = field.weight / (1 - field.b + field.b * lengths[f] / averages[f]);
    factors[f] = lengths[f] == 0 ? 0 : factor;
  }
  return factors;
}

std::uint8_t bake(double impact, double largest_k1) { return bake_scaled(impact, bake_scale(largest_k1)); }

double bake_scale(double largest_k1) {
  // A little more than the exact quotient, so that no rounding of a division can bring the bound below the score.
  return 255 / (largest_k1 + 1) * (1 + 1e-12);
}

double drift(const schema::FieldValues& baked, const schema::FieldValues& now) {
  double most = 1;
  for (int f = 0; f < schema::kFields; ++f) most = std::max(most, now[f] / baked[f]);
  return most;
}

double resaturate(double value, double baked, double k1, double drift) {
  constexpr double kMargin = 1 + 1e-12;
  if (value * kMargin >= baked + 1) return k1 + 1;
  return std::min(k1 + 1, saturate(baked * value / (baked + 1 - value) * drift, k1) * kMargin);
}

schema::FieldValues averages(const std::array<std::uint64_t, schema::kFields>& lengths, std::uint64_t documents) {
  if (documents == 0) return kDefaultAverages;
  schema::FieldValues values;
  for (int f = 0; f < schema::kFields; ++f)
    values[f] = std::max(1.0, static_cast<double>(lengths[f]) / static_cast<double>(documents));
  return values;
}

}  // namespace forestall::ranking
