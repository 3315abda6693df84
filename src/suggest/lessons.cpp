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
  const double parts = evaluation.looks_again(*scope) ? 2 : 1;
  const double greatest =
      parts * scope->plan->mass * (scorer.k1(best.place.doc - scope->partition->first_document) + 1);
  return greatest > 0 ? std::min(1.0, best.rank / greatest) : 0;
}

}  // namespace

LessonRanking::LessonRanking(const search::Evaluation& text, const search::Request& request,
                             const LessonOptions& options, analysis::Session& session)
    : text_(text), snapshot_(text.snapshot()), options_(options) {
  search::Request near = request;
  near.space = index::Space::lessons;
  near.filter = {};
  near.reader = snapshot_.schema().lessons_for_all ? Reader::everything() : options.reader;
  near.rules.products.clear();
  near.k = ranking::kNearLessons;
  near.folding = false;
  near.count = false;
  near.also = [this](const index::Place& place) { return !folds_of(place).empty(); };
  search::Evaluation lessons(snapshot_, near, session);
  lessons.run();
  exact_ = lessons.exact;
  vote(lessons);
  rank(lessons);
}

/// The fold that a solution belongs to, if the reader may be given an answer of it.
const std::string* LessonRanking::fold_of(std::string_view solution) {
  const auto known = folds_.find(solution);
  if (known != folds_.end()) return known->second.empty() ? nullptr : &known->second;
  std::string& fold = folds_.emplace(solution, "").first->second;
  const auto place = snapshot_.find(solution);
  // A document that the reader may not see must not lend its lessons to its translations: they would tell of it.
  if (!place || !index::visible(leaf_of(snapshot_, *place).segment->audience(place->doc), text_.request().reader))
    return nullptr;
  std::string key = leaf_of(snapshot_, *place).segment->fold_key(place->doc);
  if (!voted_.contains(key)) {
    std::vector<index::Place> members = members_of(key, *place);
    if (members.empty()) return nullptr;
    voted_.emplace(key, Voted{std::move(members), 0, 0});
  }
  fold = std::move(key);
  return &fold;
}

/// The folds that a lesson's solutions belong to, each once. Many lessons have the same solutions.
const std::vector<const std::string*>& LessonRanking::folds_of(const index::Place& lesson) {
  const std::uint32_t solutions = info_of(snapshot_, lesson).tags;
  const auto [known, fresh] = solved_by_.try_emplace(std::uint64_t{lesson.leaf} << 32 | solutions);
  std::vector<const std::string*>& folds = known->second;
  if (!fresh) return folds;
  for (const std::string_view id :
       index::split(leaf_of(snapshot_, lesson).segment->string(solutions), index::kMember)) {
    const std::string* fold = fold_of(id);
    if (fold != nullptr && std::none_of(folds.begin(), folds.end(), [&](const auto* other) { return *other == *fold; }))
      folds.push_back(fold);
  }
  return folds;
}

std::vector<index::Place> LessonRanking::members_of(const std::string& fold, const index::Place& place) const {
  std::vector<index::Place> members = snapshot_.group(fold);
  members.push_back(place);
  if (fold.rfind("i:", 0) == 0)
    if (const auto topic = snapshot_.find(std::string_view(fold).substr(2))) members.push_back(*topic);
  std::erase_if(
      members, [&](const index::Place& member) { return text_.scope_of(member) == nullptr || !text_.accepts(member); });
  return members;
}

const search::Scorer& LessonRanking::scorer_of(const search::Scope& scope) {
  return scorers_.try_emplace(&scope, snapshot_, scope, text_.request().rules).first->second;
}

/// The member with the best text score, ties by id.
search::Ranked LessonRanking::best_member(const std::string& fold, const Voted& voted) {
  search::Ranked best;
  for (const index::Place& place : voted.members) {
    const search::Scope& scope = *text_.scope_of(place);
    const double closeness = text_.closeness(place);
    const double score = scorer_of(scope).score(place.doc - scope.partition->first_document) + closeness;
    const std::string_view id = leaf_of(snapshot_, place).segment->id(place.doc);
    if (best.id.empty() || score > best.rank || (score == best.rank && id < best.id))
      best = {score, place, std::string(id), fold, closeness};
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
    weights_.push_back(weight);
    const std::vector<const std::string*>& folds = folds_of(lesson.place);
    for (const std::string* fold : folds) {
      Voted& voted = voted_.at(*fold);
      voted.weight += weight * ranking::solution_share(folds.size());
      voted.similar += relative >= kSimilar;
    }
  }
}

/// The share of the near lessons that came since a document exists.
double LessonRanking::exposure(const search::Evaluation& lessons, const index::Place& place) const {
  const std::int64_t created = info_of(snapshot_, place).created;
  if (created == index::kNoTime) return 1;
  double since = 0, all = 0;
  for (std::size_t i = 0; i < lessons.best.size(); ++i) {
    all += weights_[i];
    if (info_of(snapshot_, lessons.best[i].place).created >= created) since += weights_[i];
  }
  return all > 0 ? since / all : 0;
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

/// What near lessons name beside `listed`, by votes, ties by fold.
std::vector<const LessonRanking::VotedFold*> LessonRanking::most_voted(const std::set<std::string>& listed) const {
  std::vector<const VotedFold*> named;
  for (const VotedFold& fold : voted_)
    if (fold.second.weight > 0 && !listed.contains(fold.first)) named.push_back(&fold);
  std::stable_sort(named.begin(), named.end(),
                   [](const VotedFold* a, const VotedFold* b) { return a->second.weight > b->second.weight; });
  if (named.size() > ranking::kVotedCandidates) named.resize(ranking::kVotedCandidates);
  return named;
}

void LessonRanking::rank(const search::Evaluation& lessons) {
  const std::size_t limit = std::min(text_.best.size(), ranking::kCandidates);
  std::vector<ranking::Taught> candidates;
  std::set<std::string> listed;
  const auto add = [&](const search::Ranked& ranked, const Voted* voted) {
    const double share = voted != nullptr && mass_ > 0 ? voted->weight / mass_ : 0;
    candidates.push_back({ranked.rank, share, lessons.best.empty() ? 0 : exposure(lessons, ranked.place),
                          lessons.best.empty() ? 0 : solved(lessons, ranked.place)});
    answers_.push_back({ranked, {ranked.rank, ranked.rank, share, voted != nullptr ? voted->similar : 0}});
  };
  for (std::size_t i = 0; i < limit; ++i) {
    const auto voted = voted_.find(text_.best[i].fold);
    add(text_.best[i], voted == voted_.end() ? nullptr : &voted->second);
    listed.insert(text_.best[i].fold);
  }
  for (const auto* named : most_voted(listed)) {
    add(best_member(named->first, named->second), &named->second);
    listed.insert(named->first);
  }
  if (nearness_ > 0) {
    const std::vector<double> scores = ranking::taught_scores(candidates, nearness(lessons));
    for (std::size_t i = 0; i < scores.size(); ++i) answers_[i].learnt.score = answers_[i].ranked.rank = scores[i];
    std::sort(answers_.begin(), answers_.end(), [](const TaughtAnswer& a, const TaughtAnswer& b) {
      return a.ranked.rank != b.ranked.rank ? a.ranked.rank > b.ranked.rank : a.ranked.id < b.ranked.id;
    });
  }
  // Whoever is further down follows as the text ranks them, never above.
  for (std::size_t i = limit; i < text_.best.size(); ++i) {
    if (listed.contains(text_.best[i].fold)) continue;
    TaughtAnswer answer{text_.best[i], {text_.best[i].rank, text_.best[i].rank, 0, 0}};
    answer.ranked.rank = answer.learnt.score = std::min(answer.ranked.rank, answers_.back().ranked.rank);
    answers_.push_back(std::move(answer));
  }
}

}  // namespace forestall::suggest
