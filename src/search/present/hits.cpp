// SPDX-License-Identifier: Apache-2.0
#include "search/present/hits.h"

#include <algorithm>

#include "search/present/reasons.h"
#include "search/present/snippet.h"

namespace forestall::search {
namespace {

std::optional<Time> time_of(std::int64_t seconds) {
  if (seconds == index::kNoTime) return std::nullopt;
  return Time(std::chrono::seconds(seconds));
}

const Plan* plan_for(const Evaluation& evaluation, const index::Place& place) {
  const Scope* scope = evaluation.scope_of(place);
  return scope == nullptr ? nullptr : scope->plan;
}

void add_text(const Evaluation& evaluation, const index::Place& shown, const Document& document,
              const HitOptions& options, analysis::Session& session, Hit& hit) {
  hit.title = document.title;
  hit.url = document.url;
  hit.product = document.product;
  hit.views = document.views;
  if (!options.snippets) return;
  const Plan* const plan = plan_for(evaluation, shown);
  const auto sought = [&](schema::Field field) { return plan == nullptr ? Sought() : sought_in(*plan, field); };
  hit.title_highlights = highlight(document.title, hit.lang, session, sought(schema::kTitle));
  hit.snippet = best_passage(analysis::plain_text(document.body, document.format), hit.lang, session,
                             sought(schema::kBody), options.snippet_length);
}

/// A reply has no title of its own: its topic's, if it is there.
std::string topic_title(const Evaluation& evaluation, const Document& reply) {
  const auto place = evaluation.snapshot().find(reply.parent);
  if (!place) return {};
  const auto topic = evaluation.snapshot().rows().document(
      evaluation.snapshot().leaves()[place->leaf].segment->info(place->doc).number);
  return topic ? topic->title : std::string();
}

/// The word that another spelling stands for, for which letters in common are counted; else the term itself.
std::size_t word_of(const std::vector<QueryTerm>& terms, std::size_t i) {
  if (!terms[i].spelling) return i;
  for (std::size_t k = 0; k < terms.size(); ++k)
    if (!terms[k].spelling && terms[k].origin.text == terms[i].origin.text &&
        terms[k].origin.begin == terms[i].origin.begin)
      return k;
  return i;
}

}  // namespace

std::optional<Explanation> explain_place(const Evaluation& evaluation, const index::Place& place, double closeness,
                                         analysis::Session& session) {
  const Scope* scope = evaluation.scope_of(place);
  if (scope == nullptr) return std::nullopt;
  const Scorer scorer(evaluation.snapshot(), *scope, evaluation.request().rules);
  const std::uint32_t doc = place.doc - scope->partition->first_document;
  Explanation why;
  std::vector<double> parts;
  const Scorer::Parts scored = scorer.score(doc, parts);
  why.score = scored.score() + closeness;  // without lessons
  why.closeness = closeness;
  why.prior = scored.prior;
  why.votes = evaluation.snapshot().votes(place);
  const std::vector<double> close =
      closeness > 0 ? evaluation.closeness_by_term(place) : std::vector<double>(parts.size());
  std::vector<double> shares(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    why.text += parts[i];
    const double score = parts[i] * why.prior + close[i];
    const std::size_t named = parts[i] > 0 ? i : word_of(scope->plan->terms, i);
    if (score > 0) shares[named] += score;
  }
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (shares[i] > 0) why.terms.push_back({scope->plan->terms[i].term, scope->plan->terms[i].word, shares[i]});
  why.words = reason_words(scope->plan->terms, shares, session);
  std::stable_sort(why.terms.begin(), why.terms.end(),
                   [](const TermScore& a, const TermScore& b) { return a.score > b.score; });
  return why;
}

Hit make_hit(const Evaluation& evaluation, const Ranked& ranked, const index::Place& shown, const HitOptions& options,
             analysis::Session& session) {
  const index::Snapshot& snapshot = evaluation.snapshot();
  const index::Segment& segment = *snapshot.leaves()[shown.leaf].segment;
  const index::DocInfo& info = segment.info(shown.doc);
  Hit hit;
  hit.id = std::string(segment.id(shown.doc));
  hit.score = ranked.rank;
  hit.kind = static_cast<Kind>(info.kind);
  hit.lang = segment.partition_of(shown.doc).lang;
  hit.created = time_of(info.created);
  hit.updated = time_of(info.updated);
  hit.solved = info.solved != 0;
  hit.votes = snapshot.votes(shown);
  if (options.explain) hit.explanation = explain_place(evaluation, ranked.place, ranked.closeness, session);
  if (!options.documents) return hit;
  const auto document = snapshot.rows().document(info.number);
  if (!document) return hit;
  add_text(evaluation, shown, *document, options, session, hit);
  if (hit.title.empty() && !document->parent.empty()) hit.title = topic_title(evaluation, *document);
  return hit;
}

index::Place best_translation(const Evaluation& evaluation, const Ranked& ranked) {
  if (ranked.fold.rfind("f:", 0) != 0) return ranked.place;
  const index::Snapshot& snapshot = evaluation.snapshot();
  const auto rank = [&](const index::Place& place) {
    const index::Segment& segment = *snapshot.leaves()[place.leaf].segment;
    return evaluation.request().languages.rank(segment.partition_of(place.doc).lang);
  };
  index::Place best = ranked.place;
  const auto id = [&](const index::Place& place) { return snapshot.leaves()[place.leaf].segment->id(place.doc); };
  for (const index::Place& place : snapshot.group(ranked.fold)) {
    if (!evaluation.accepts(place) || evaluation.scope_of(place) == nullptr) continue;
    if (rank(place) < rank(best) ||
        (rank(place) == rank(best) && rank(best) < rank(ranked.place) && id(place) < id(best)))
      best = place;
  }
  return best;
}

}  // namespace forestall::search
