// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "schema/fields.h"

namespace forestall::ranking {

/// BM25F (Robertson, Zaragoza, Taylor, CIKM 2004): every field normalised by its own length, weighed and summed before
/// saturation. S(d) = Σ q · idf · (k1 + 1) · T / (k1 + T), T = Σ_f w_f · tf_f / (1 − b_f + b_f · len_f / avg_f).

/// idf = ln(1 + (N − df + ½) / (df + ½)). Positive for every df from 0 to N.
double idf(std::uint64_t documents, std::uint64_t df);

/// What the fields of one document weigh: w_f / (1 − b_f + b_f · len_f / avg_f). `averages` > 0.
schema::FieldValues field_factors(const Schema& schema, const schema::FieldCounts& lengths,
                                  const schema::FieldValues& averages);

/// T of one term in a document with these factors.
inline double combined_tf(const schema::FieldCounts& tf, const schema::FieldValues& factors) {
  double t = 0;
  for (int f = 0; f < schema::kFields; ++f) t += tf[f] * factors[f];
  return t;
}

/// (k1 + 1) · T / (k1 + T), below k1 + 1.
inline double saturate(double t, double k1) { return (k1 + 1) * t / (k1 + t); }

/// An upper bound of `saturate` in parts of (largest k1 + 1) / 255, rounded up; 1 to 255.
std::uint8_t bake(double impact, double largest_k1);
/// The same with `scale` = bake_scale(largest_k1), for many.
double bake_scale(double largest_k1);
inline std::uint8_t bake_scaled(double impact, double scale) {
  const double part = impact * scale;
  const auto whole = static_cast<std::uint32_t>(part);
  const std::uint32_t up = whole + (part > whole);
  return static_cast<std::uint8_t>(up < 1 ? 1 : up > 255 ? 255 : up);
}

/// The greatest factor by which T can exceed what was baked when the average lengths moved from `baked` to `now`.
double drift(const schema::FieldValues& baked, const schema::FieldValues& now);

/// The most that saturation with `k1` comes to where saturation with `baked` came to `value`, if T may since have grown
/// by the factor `drift`. `value` from 0 to baked + 1.
double resaturate(double value, double baked, double k1, double drift);

/// Averages when a language has no counted document yet.
inline constexpr schema::FieldValues kDefaultAverages = {6, 100, 2};
/// Σ lengths / documents of each field, at least 1; the defaults if there are no documents.
schema::FieldValues averages(const std::array<std::uint64_t, schema::kFields>& lengths, std::uint64_t documents);

}  // namespace forestall::ranking
