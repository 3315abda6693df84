// SPDX-License-Identifier: Apache-2.0
#include "ranking/taught.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace forestall::ranking {
namespace {

// Fitted on three collections at once and checked on others (README.md, "Learning").
constexpr double kTextInVotes = 1.6;  // how far text decides between candidates with votes
constexpr double kUntaught = 0.036;   // weight of text alone
constexpr double kTextAlone = 5;      // how steeply text alone falls from the best
constexpr double kConfidence = 0.28;  // of the text, at which text alone has that weight
constexpr double kConfidencePower = 1.5;
constexpr double kPopular = 10, kPopularPower = 0.1;  // many lessons in all: each is a little weaker evidence
constexpr double kKnownPower = 0.4, kKnownNear = 0.4;
constexpr double kLift = 450, kLiftNear = 2.5, kLiftText = 0.5, kLiftRoot = 1.0 / 16, kShareRoot = 1.0 / 8;
constexpr double kCoverage = 0.2;  // a lesson that holds less of the draft than the best document does is less near
constexpr double kLeast = 1e-9;

struct Measures {
  double nearer;  // how much nearer the draft is to lessons than to documents
  double confident;
  double greatest;  // text score
};

Measures measures(std::span<const Taught> candidates, const Nearness& nearness) {
  double greatest = kLeast;
  for (const Taught& candidate : candidates) greatest = std::max(greatest, candidate.text);
  const double confident = std::clamp(nearness.text, 1e-3, 1.0);
  const double covered = std::pow(std::clamp(nearness.coverage, kLeast, 1.0), kCoverage);
  return {nearness.lessons / confident * covered, confident, greatest};
}

double evidence(const Taught& c, const Measures& m) {
  const double x = c.text / m.greatest;
  const double popular = std::pow((1 + kPopular) / (kPopular + c.solved), kPopularPower);
  const double known = std::pow(1 + c.solved, -kKnownPower * std::min(1.0, m.nearer / kKnownNear));
  return m.nearer * c.votes * std::exp(kTextInVotes * (x - 1)) * popular +
         kUntaught * std::pow(m.confident / kConfidence, kConfidencePower) * std::pow(x, kTextAlone) * known;
}

}  // namespace

double lesson_weight(double score_over_best) { return score_over_best * score_over_best; }
double solution_share(std::size_t solutions) { return 1 / std::sqrt(static_cast<double>(solutions)); }

std::vector<double> taught_scores(std::span<const Taught> candidates, const Nearness& nearness) {
  const Measures m = measures(candidates, nearness);
  std::vector<double> scores, evidences, places;
  std::vector<std::size_t> exposed;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Taught& candidate = candidates[i];
    scores.push_back(candidate.text);
    evidences.push_back(evidence(candidate, m));
    if (candidate.exposure <= 0 && candidate.votes <= 0) continue;
    exposed.push_back(i);
    places.push_back(std::max(candidate.text, kLeast));
  }
  std::stable_sort(exposed.begin(), exposed.end(),
                   [&](std::size_t a, std::size_t b) { return evidences[a] > evidences[b]; });
  std::sort(places.rbegin(), places.rend());
  double last = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < exposed.size(); ++k) {
    const Taught& c = candidates[exposed[k]];
    const double x = std::max(c.text / m.greatest, 1e-3);
    const double lift = std::pow(kLift * std::pow(m.nearer, kLiftNear) * c.votes * std::pow(x, kLiftText), 2);
    const double share = std::max(evidences[exposed[k]] / std::max(evidences[exposed[0]], 1e-300), kLeast);
    const double lifted = places[0] * std::pow(share, kShareRoot);
    const double mix = 1 - std::pow(1 + lift, -2);
    double score = places[k];
    if (lifted > score) score = std::pow(score, 1 - mix) * std::pow(lifted, mix);
    score *= std::pow(1 + lift, kLiftRoot);
    last = std::min(score, last * (1 - kLeast));  // evidence decides the order
    // Who was there for a part of the lessons only falls that far.
    scores[exposed[k]] = std::max(last, c.text * std::pow(1 - c.exposure, kShareRoot));
  }
  return scores;
}

}  // namespace forestall::ranking
