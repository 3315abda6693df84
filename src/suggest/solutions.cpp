// SPDX-License-Identifier: Apache-2.0
#include "suggest/solutions.h"

#include <algorithm>
#include <chrono>

#include "base/utf8.h"
#include "ranking/taught.h"
#include "search/execute.h"
#include "search/hits.h"
#include "suggest/clean.h"
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

search::Request request_for(const index::Snapshot& snapshot, const Draft& draft, const CleanDraft& text,
                            const SuggestOptions& options) {
  search::Request request;
  request.languages = search::choose_languages(snapshot, text.subject + "\n" + text.body, draft.lang, options.langs);
  // Documents and lessons are asked for the same terms.
  const auto plans = std::make_shared<std::map<std::string, search::Plan, std::less<>>>();
  request.plan = [&text, plans](std::string_view lang, analysis::Session& session) {
    const auto known = plans->find(lang);
    if (known != plans->end()) return known->second;
    const search::WeighedText parts[] = {{text.subject, kSubjectWeight}, {text.body, 1}};
    return plans->emplace(lang, search::plan_texts(parts, lang, session)).first->second;
  };
  request.rules = {true, draft.product};
  request.filter = options.filter;
  request.reader = options.reader;
  const bool taught = options.lessons && snapshot.lessons() > 0;
  request.k = taught ? std::max(options.limit, ranking::kCandidates) : options.limit;
  request.folding = true;
  request.count = false;
  request.exhaustive = options.exhaustive;
  request.budget = options.budget;
  return request;
}

std::int64_t now_of(const Draft& draft, const SuggestOptions& options) {
  if (draft.at) return draft.at->time_since_epoch().count();
  if (options.now) return options.now->time_since_epoch().count();
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count();
}

std::vector<TaughtAnswer> answers_of(const search::Evaluation& evaluation, const search::Request& request,
                                     const Draft& draft, const SuggestOptions& options, analysis::Session& session,
                                     bool& exact) {
  std::vector<TaughtAnswer> answers;
  if (options.lessons && evaluation.snapshot().lessons() > 0) {
    LessonRanking ranking(evaluation, request,
                          {options.reader, options.lesson_half_life, now_of(draft, options), options.budget}, session);
    exact = exact && ranking.exact();
    return ranking.answers();
  }
  for (const search::Ranked& ranked : evaluation.best) answers.push_back({ranked, {ranked.rank, ranked.rank, 0, 0}});
  return answers;
}

void fill_items(const search::Evaluation& evaluation, const SuggestOptions& options, analysis::Session& session,
                const std::vector<TaughtAnswer>& answers, Suggestions& out) {
  const search::HitOptions hit_options{options.documents, options.snippets, options.explain, options.snippet_length};
  std::vector<double> each;
  for (const TaughtAnswer& answer : answers) {
    Solution solution;
    const search::Ranked& ranked = answer.ranked;
    static_cast<Hit&>(solution) =
        search::make_hit(evaluation, ranked, search::best_translation(evaluation, ranked), hit_options, session);
    if (solution.explanation) {
      solution.explanation->score = ranked.rank;
      solution.explanation->learnt = ranked.rank - answer.learnt.text;
      solution.explanation->solved_similar = answer.learnt.similar;
    }
    solution.confidence = confidence(signals(evaluation, ranked, answer.learnt.text));
    each.push_back(solution.confidence);
    out.items.push_back(std::move(solution));
  }
  std::sort(each.rbegin(), each.rend());
  out.confidence = confidence_of_any(each);
}

}  // namespace

Suggestions solve(const index::Snapshot& snapshot, const Draft& draft, const SuggestOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Suggestions out;
  const CleanDraft text = clean(draft);
  const bool silent = options.min_confidence > 0;
  if (silent && !long_enough(text.subject + text.body)) {
    out.status = SuggestStatus::too_short;
  } else {
    analysis::Session session = snapshot.analyzer().session();
    const search::Request request = request_for(snapshot, draft, text, options);
    out.lang = request.languages.choice;
    search::Evaluation evaluation(snapshot, request, session);
    evaluation.run();
    out.exact = evaluation.exact;
    std::vector<TaughtAnswer> answers = answers_of(evaluation, request, draft, options, session, out.exact);
    if (answers.size() > options.limit) answers.resize(options.limit);
    fill_items(evaluation, options, session, answers, out);
    if (out.items.empty() || (silent && out.confidence < options.min_confidence)) {
      out.status = SuggestStatus::no_confident_match;
      out.items.clear();
    }
  }
  out.took_us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
  return out;
}

}  // namespace forestall::suggest
