// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace forestall::ranking {

/// What solved tickets say of one candidate for a draft.
struct Taught {
  double text = 0;      ///< its score without lessons
  double votes = 0;     ///< share of the near lessons' weight that it solved, 0 to 1
  double exposure = 1;  ///< share of the near lessons' weight that came since it exists, 0 to 1
  double solved = 0;    ///< lessons that it solved in all
};

/// How near a draft is to what is known.
struct Nearness {
  double lessons = 0;   ///< score of the nearest lesson over the greatest possible, 0 to 1
  double text = 0;      ///< the same of the best document
  double coverage = 1;  ///< share of the draft's words in the nearest lesson over that in the best document; what is
                        ///< above 1 counts as 1
};

/// Weight of the nearest lesson, and of the others by their score over the nearest's.
inline constexpr std::size_t kNearLessons = 80;      ///< looked at
inline constexpr std::size_t kCandidates = 10;       ///< of the text ranking
inline constexpr std::size_t kVotedCandidates = 20;  ///< beside them: what near lessons name, those with the most votes
double lesson_weight(double score_over_best);
/// What one of several solutions of a lesson gets of its weight.
double solution_share(std::size_t solutions);

/// Scores with lessons; README.md says why they are so. Candidates that lessons can know of (exposure or votes) change
/// places among themselves, by votes near the draft and by text; they take the text scores of these places. So a
/// document that is newer than the lessons keeps its rank, unless a candidate is lifted above its place, which takes
/// many votes of near lessons. The result is never the same for two exposed candidates.
std::vector<double> taught_scores(std::span<const Taught> candidates, const Nearness& nearness);

}  // namespace forestall::ranking
