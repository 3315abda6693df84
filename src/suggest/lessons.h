// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ranking/taught.h"
#include "search/evaluation.h"
#include "suggest/folds.h"

namespace forestall::suggest {

struct LessonOptions {
  Reader reader{};       ///< whose lessons count
  double half_life = 0;  ///< days; 0: lessons do not fade
  std::int64_t now = 0;  ///< seconds, from which ages are reckoned
  Budget budget{};
};

/// What near lessons say of one answer.
struct Learnt {
  double score = 0;           ///< with lessons
  double text = 0;            ///< without
  double votes = 0;           ///< share of the near lessons' weight
  std::uint32_t similar = 0;  ///< near lessons that it solved
};

/// An answer's score with lessons, in order, best first.
struct TaughtAnswer {
  search::Ranked ranked;
  Learnt learnt;
};

/// Ranks the answers of a text evaluation anew by the lessons near the draft. `text` has been run with at least
/// ranking::kCandidates answers, folded. `exact` becomes false if the budget was spent.
class LessonRanking {
 public:
  LessonRanking(const search::Evaluation& text, const search::Request& request, const LessonOptions& options,
                analysis::Session& session);
  const std::vector<TaughtAnswer>& answers() const { return answers_; }
  double nearness() const { return nearness_; }  ///< of the nearest lesson, 0 to 1
  bool exact() const { return exact_; }

 private:
  struct Voted {
    double weight = 0;
    std::uint32_t similar = 0;
  };
  std::vector<std::uint32_t> most_voted(const std::set<std::uint32_t>& listed) const;
  search::Ranked best_member(std::uint32_t fold);
  const search::Scorer& scorer_of(const search::Scope& scope);
  void vote(const search::Evaluation& lessons);
  void rank(const search::Evaluation& lessons);
  ranking::Nearness nearness(const search::Evaluation& lessons) const;
  double exposure(const index::Place& place) const;
  double solved(const search::Evaluation& lessons, const index::Place& place) const;

  const search::Evaluation& text_;
  const index::Snapshot& snapshot_;
  LessonOptions options_;
  Folds folds_;
  std::vector<Voted> voted_;  // by fold
  std::map<const search::Scope*, search::Scorer> scorers_;
  struct Near {
    double weight;
    std::int64_t created;
  };
  std::vector<Near> near_;  // lessons
  double mass_ = 0;         // of them all, had none faded
  double weight_ = 0;       // as they have
  double nearness_ = 0;
  bool exact_ = true;
  std::vector<TaughtAnswer> answers_;
};

}  // namespace forestall::suggest
