// SPDX-License-Identifier: Apache-2.0
#include "suggest/lessons.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "index/audience.h"
#include "ranking/taught.h"
#include "suggest/overlap.h"

namespace forestall::suggest {
namespace {

constexpr double kSimilar = 0.5;  // of the nearest lesson's score: as near as that counts as a similar request

const index::Leaf& leaf_of(const index::Snapshot& snapshot, const index::Place& place) {
  return snapshot.leaves()[place.leaf];
}

const index::DocInfo& info_of(const index::Snapshot& snapshot, const index::Place& place) {
  return leaf_of(snapshot, place).segment->info(place.doc);
}

/// Best score over the greatest that a document could reach.
double nearness_of(const search::Evaluation& evaluation, const search::Ranked& best) {
  const search::Scope* scope = evaluation.scope_of(best.place);
  const search::Scorer scorer(evaluation.snapshot(), *scope, evaluation.request().rules);
  // Closeness adds as much to a document that has every word of the draft.
  const double parts = evaluation.reranks(*scope) ? 2 : 1;
  const double greatest =
      parts * scope->plan->mass * (scorer.k1(best.place.doc - scope->partition->first_document) + 1);
  return greatest > 0 ? std::min(1.0, best.rank / greatest) : 0;
}

}  // namespace

LessonRanking::LessonRanking(const search::Evaluation& text, const search::Request& request,
                             const LessonOptions& options, analysis::Session& session)
    : text_(text), snapshot_(text.snapshot()), options_(options), folds_(text) {
  search::Request near = request;
  near.space = index::Space::lessons;
  near.filter = {};
  near.reader = snapshot_.schema().lessons_for_all ? Reader::everything() : options.reader;
  near.rules.products.clear();
  near.k = ranking::kNearLessons;
  near.folding = false;
  near.count = false;
  near.also = [this](const index::Place& place) { return !folds_.of_lesson(place).empty(); };
  search::Evaluation lessons(snapshot_, near, session);
  lessons.run();
  exact_ = lessons.exact;
  vote(lessons);
  rank(lessons);
}

const search::Scorer& LessonRanking::scorer_of(const search::Scope& scope) {
  return scorers_.try_emplace(&scope, snapshot_, scope, text_.request().rules).first->second;
}

/// The member with the best text score, ties by id.
search::Ranked LessonRanking::best_member(std::uint32_t fold) {
  search::Ranked best;
  for (const index::Place& place : folds_.members(fold)) {
    const search::Scope& scope = *text_.scope_of(place);
    const double closeness = text_.closeness(place);
    const double score = scorer_of(scope).score(place.doc - scope.partition->first_document) + closeness;
    const std::string_view id = leaf_of(snapshot_, place).segment->id(place.doc);
    if (best.id.empty() || score > best.rank || (score == best.rank && id < best.id))
      best = {score, place, std::string(id), folds_.name(fold), closeness};
  }
  return best;
}

void LessonRanking::vote(const search::Evaluation& lessons) {
  if (lessons.best.empty()) return;
  nearness_ = nearness_of(lessons, lessons.best.front());
  for (const search::Ranked& lesson : lessons.best) {
    const double relative = lesson.rank / lessons.best.front().rank;
    const index::DocInfo& info = info_of(snapshot_, lesson.place);
    double weight = ranking::lesson_weight(relative);
    mass_ += weight;
    if (options_.half_life > 0 && info.created != index::kNoTime)
      weight *= std::exp2(-static_cast<double>(std::max<std::int64_t>(0, options_.now - info.created)) / 86400 /
                          options_.half_life);
    near_.push_back({weight, info.created});
    weight_ += weight;
    const auto folds = folds_.of_lesson(lesson.place);
    voted_.resize(folds_.size());
    for (const std::uint32_t fold : folds) {
      voted_[fold].weight += weight * ranking::solution_share(folds.size());
      voted_[fold].similar += relative >= kSimilar;
    }
  }
}

/// The share of the near lessons that came since a document exists.
double LessonRanking::exposure(const index::Place& place) const {
  const std::int64_t created = info_of(snapshot_, place).created;
  if (created == index::kNoTime) return 1;
  double since = 0;
  for (const Near& lesson : near_)
    if (lesson.created >= created) since += lesson.weight;
  return weight_ > 0 ? since / weight_ : 0;
}

/// How many lessons the answer solved in all, by its own id or a translation's.
double LessonRanking::solved(const search::Evaluation& lessons, const index::Place& place) const {
  const index::Segment& own = *leaf_of(snapshot_, place).segment;
  std::vector<std::string_view> ids{own.id(place.doc)};
  const std::string fold = own.fold_key(place.doc);
  if (fold.rfind("f:", 0) == 0)
    for (const index::Place& translation : snapshot_.group(fold)) {
      const index::Segment& segment = *leaf_of(snapshot_, translation).segment;
      if (segment.id(translation.doc) != ids.front() &&
          index::visible(segment.audience(translation.doc), text_.request().reader))
        ids.push_back(segment.id(translation.doc));
    }
  double count = 0;
  for (std::uint32_t i = 0; i < snapshot_.leaves().size(); ++i)
    for (const std::string_view id : ids)
      for (const std::uint32_t lesson : snapshot_.leaves()[i].segment->lessons_of(id))
        count += lessons.passes({i, lesson});
  return count;
}

ranking::Nearness LessonRanking::nearness(const search::Evaluation& lessons) const {
  if (text_.best.empty()) return {nearness_, 0, 1};
  const index::Place &lesson = lessons.best.front().place, &document = text_.best.front().place;
  const double known = coverage(text_, document);
  return {nearness_, nearness_of(text_, text_.best.front()), known > 0 ? coverage(lessons, lesson) / known : 1};
}

/// What near lessons name beside `listed`, by votes, ties by name.
std::vector<std::uint32_t> LessonRanking::most_voted(const std::set<std::uint32_t>& listed) const {
  std::vector<std::uint32_t> named;
  for (std::uint32_t fold = 0; fold < voted_.size(); ++fold)
    if (voted_[fold].weight > 0 && !listed.contains(fold)) named.push_back(fold);
  std::sort(named.begin(), named.end(), [&](std::uint32_t a, std::uint32_t b) {
    return voted_[a].weight != voted_[b].weight ? voted_[a].weight > voted_[b].weight : folds_.name(a) < folds_.name(b);
  });
  if (named.size() > ranking::kVotedCandidates) named.resize(ranking::kVotedCandidates);
  return named;
}

void LessonRanking::rank(const search::Evaluation& lessons) {
  const std::size_t limit = std::min(text_.best.size(), ranking::kCandidates);
  std::vector<ranking::Taught> candidates;
  std::set<std::uint32_t> listed;
  const auto add = [&](const search::Ranked& ranked, std::uint32_t fold) {
    const Voted voted = fold < voted_.size() ? voted_[fold] : Voted();
    const double share = mass_ > 0 ? voted.weight / mass_ : 0;
    candidates.push_back({ranked.rank, share, lessons.best.empty() ? 0 : exposure(ranked.place),
                          lessons.best.empty() ? 0 : solved(lessons, ranked.place)});
    answers_.push_back({ranked, {ranked.rank, ranked.rank, share, voted.similar}});
    listed.insert(fold);
  };
  for (std::size_t i = 0; i < limit; ++i) add(text_.best[i], folds_.of_document(text_.best[i].place));
  const std::vector<std::uint32_t> named = most_voted(listed);
  std::vector<index::Place> members;
  for (const std::uint32_t fold : named)
    members.insert(members.end(), folds_.members(fold).begin(), folds_.members(fold).end());
  text_.expect_closeness(members);
  for (const std::uint32_t fold : named) add(best_member(fold), fold);
  if (nearness_ > 0) {
    const std::vector<double> scores = ranking::taught_scores(candidates, nearness(lessons));
    for (std::size_t i = 0; i < scores.size(); ++i) answers_[i].learnt.score = answers_[i].ranked.rank = scores[i];
    std::sort(answers_.begin(), answers_.end(), [](const TaughtAnswer& a, const TaughtAnswer& b) {
      return a.ranked.rank != b.ranked.rank ? a.ranked.rank > b.ranked.rank : a.ranked.id < b.ranked.id;
    });
  }
  // Whoever is further down follows as the text ranks them, never above.
  for (std::size_t i = limit; i < text_.best.size(); ++i) {
    if (listed.contains(folds_.of_document(text_.best[i].place))) continue;
    TaughtAnswer answer{text_.best[i], {text_.best[i].rank, text_.best[i].rank, 0, 0}};
    answer.ranked.rank = answer.learnt.score = std::min(answer.ranked.rank, answers_.back().ranked.rank);
    answers_.push_back(std::move(answer));
  }
}

}  // namespace forestall::suggest
