// SPDX-License-Identifier: Apache-2.0
#include "suggest/solutions.h"

#include <algorithm>
#include <chrono>

#include "base/utf8.h"
#include "mail/clean.h"
#include "ranking/taught.h"
#include "search/evaluation.h"
#include "search/present/hits.h"
#include "suggest/confidence.h"
#include "suggest/lessons.h"

namespace forestall::suggest {
namespace {

constexpr std::size_t kFewestLetters = 4, kFewestWideLetters = 2;

/// Whether there is enough to go by: four letters, or two of a script that writes a word with one or two signs.
bool long_enough(std::string_view text) {
  std::size_t letters = 0, wide = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    if (byte >= 0xE2 && byte < 0xF5)
      ++wide;
    else if (std::isalnum(byte) != 0 || byte >= 0xC3)
      letters += (byte & 0xC0u) != 0x80u;
  }
  return letters + 2 * wide >= kFewestLetters || wide >= kFewestWideLetters;
}

std::int64_t now_of(const Draft& draft, const SuggestOptions& options) {
  return search::seconds_of(draft.at ? draft.at : options.now);
}

search::Request request_for(const index::Snapshot& snapshot, const Draft& draft, const CleanedDraft& text,
                            const SuggestOptions& options) {
  search::Request request;
  request.languages = search::choose_languages(snapshot, text.subject + "\n" + text.body, draft.lang, options.langs);
  // Documents and lessons are asked for the same terms.
  const auto plans = std::make_shared<std::map<std::string, search::Plan, std::less<>>>();
  request.plan = [&text, plans](std::string_view lang, analysis::Session& session) {
    const auto known = plans->find(lang);
    if (known != plans->end()) return known->second;
    const search::WeighedText parts[] = {
        {text.subject, kSubjectWeight}, {text.body, 1}, {text.evidence, kEvidenceWeight, true}};
    return plans->emplace(lang, search::plan_texts({parts, text.evidence.empty() ? 2u : 3u}, lang, session))
        .first->second;
  };
  request.rules = {true, draft.product, now_of(draft, options)};
  request.filter = options.filter;
  request.reader = options.reader;
  const bool taught = options.lessons && snapshot.lessons() > 0;
  const Confidence confidence{snapshot.calibration()};
  const std::size_t looked_at = options.explain || confidence.compares_scores() ? kCompared : 0;
  request.k = std::max({options.limit, looked_at, taught ? ranking::kCandidates : 0});
  request.folding = true;
  request.count = false;
  request.closeness = options.closeness;
  request.exhaustive = options.exhaustive;
  request.budget = options.budget;
  return request;
}

struct Ranking {
  std::vector<TaughtAnswer> answers;
  double nearness = 0;
  bool exact = true;
};

Ranking rank(const search::Evaluation& evaluation, const search::Request& request, const Draft& draft,
             const SuggestOptions& options, analysis::Session& session) {
  Ranking out;
  if (options.lessons && evaluation.snapshot().lessons() > 0) {
    const LessonRanking taught(evaluation, request,
                               {options.reader, options.lesson_half_life, now_of(draft, options), options.budget},
                               session);
    out = {taught.answers(), taught.nearness(), taught.exact()};
  } else {
    for (const search::Ranked& ranked : evaluation.best)
      out.answers.push_back({ranked, {ranked.rank, ranked.rank, 0, 0}});
  }
  if (out.answers.size() > options.limit) out.answers.resize(options.limit);
  return out;
}

void fill_items(const search::Evaluation& evaluation, const SuggestOptions& options, analysis::Session& session,
                const Ranking& ranking, Suggestions& out) {
  const Confidence confidence{evaluation.snapshot().calibration()};
  const search::HitOptions hit_options{options.documents, options.snippets, options.explain, options.snippet_length};
  std::vector<double> each;
  for (const TaughtAnswer& answer : ranking.answers) {
    Solution solution;
    const search::Ranked& ranked = answer.ranked;
    static_cast<Hit&>(solution) =
        search::make_hit(evaluation, ranked, search::best_translation(evaluation, ranked), hit_options, session);
    if (solution.explanation) {
      solution.explanation->score = ranked.rank;
      solution.explanation->learnt = ranked.rank - answer.learnt.text;
      solution.explanation->solved_similar = answer.learnt.similar;
    }
    const Signals judged_by = signals(evaluation, answer, ranking.nearness);
    if (options.explain) solution.signals = judged_by;
    solution.confidence = confidence.of(judged_by);
    each.push_back(solution.confidence);
    out.items.push_back(std::move(solution));
  }
  out.confidence = confidence.of_any(each);
  Confidence::pool(each);  // the order is the better judge: README.md of ranking/
  for (std::size_t i = 0; i < each.size(); ++i) out.items[i].confidence = each[i];
}

/// The confidence from which on the calibration's drafts were right as often as `min_precision` asks.
double least_confidence(const Calibration& calibration, const SuggestOptions& options) {
  double least = options.min_confidence;
  if (options.min_precision <= 0) return least;
  for (const Calibration::Point& point : calibration.curve)
    if (point.precision >= options.min_precision) return std::max(least, point.confidence);
  return calibration.curve.empty() ? std::max(least, options.min_precision) : 2;  // never was: silence
}

}  // namespace

Suggestions solve(const index::Snapshot& snapshot, const Draft& draft, const SuggestOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Suggestions out;
  const CleanedDraft text = mail::clean(draft);
  const bool silent = options.min_confidence > 0 || options.min_precision > 0;
  if (silent && !long_enough(text.subject + text.body)) {
    out.status = SuggestStatus::too_short;
  } else {
    analysis::Session session = snapshot.analyzer().session();
    search::Request request = request_for(snapshot, draft, text, options);
    std::optional<search::Evaluation> answered;
    Ranking ranking;
    do {
      answered.emplace(snapshot, request, session).run();
      ranking = rank(*answered, request, draft, options, session);
    } while (ranking.answers.empty() && request.languages.open());
    out.lang = request.languages.choice;
    const search::Evaluation& evaluation = *answered;
    out.exact = evaluation.exact && ranking.exact;
    fill_items(evaluation, options, session, ranking, out);
    if (out.items.empty() || (silent && out.confidence < least_confidence(snapshot.calibration(), options))) {
      out.status = SuggestStatus::no_confident_match;
      out.items.clear();
    }
  }
  out.took_us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
  return out;
}

}  // namespace forestall::suggest
