// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>
#include <unordered_map>

#include "forestall/evaluation.h"

namespace forestall {
namespace {

std::vector<Measures> differences(const Evaluation& first, const Evaluation& second) {
  std::unordered_map<std::string_view, const Measures*> others;
  for (const EvaluatedQuery& query : second.queries) others.emplace(query.id, &query.measures);
  std::vector<Measures> out;
  for (const EvaluatedQuery& query : first.queries) {
    const auto other = others.find(query.id);
    if (other == others.end()) continue;
    Measures& difference = out.emplace_back();
    for (std::size_t i = 0; i < kMeasures; ++i) difference[i] = query.measures[i] - (*other->second)[i];
  }
  return out;
}

bool nonzero(const Measures& measures) {
  for (const double value : measures)
    if (value != 0) return true;
  return false;
}

}  // namespace

Comparison compare(const Evaluation& first, const Evaluation& second, std::uint32_t rounds) {
  Comparison out;
  std::vector<Measures> pairs = differences(first, second);
  out.queries = pairs.size();
  Measures sums{};
  for (const Measures& pair : pairs)
    for (std::size_t i = 0; i < kMeasures; ++i) sums[i] += pair[i];
  std::erase_if(pairs, [](const Measures& pair) { return !nonzero(pair); });

  std::array<std::uint32_t, kMeasures> as_large{};
  std::mt19937_64 random(20250101);
  for (std::uint32_t round = 0; round < rounds; ++round) {
    Measures thrown{};
    std::uint64_t bits = 0;
    for (std::size_t q = 0; q < pairs.size(); ++q) {
      if (q % 64 == 0) bits = random();
      const double sign = (bits & 1) != 0 ? 1.0 : -1.0;
      bits >>= 1;
      for (std::size_t i = 0; i < kMeasures; ++i) thrown[i] += sign * pairs[q][i];
    }
    constexpr double kRounding = 1e-9;
    for (std::size_t i = 0; i < kMeasures; ++i)
      as_large[i] += std::abs(thrown[i]) >= std::abs(sums[i]) - kRounding ? 1 : 0;
  }
  for (std::size_t i = 0; i < kMeasures; ++i) {
    out.difference[i] = out.queries == 0 ? 0 : sums[i] / static_cast<double>(out.queries);
    out.p[i] = (1.0 + as_large[i]) / (1.0 + rounds);
  }
  return out;
}

}  // namespace forestall
