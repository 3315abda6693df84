// SPDX-License-Identifier: Apache-2.0
#include "suggest/solutions.h"

#include <algorithm>
#include <chrono>

#include "base/utf8.h"
#include "search/execute.h"
#include "search/hits.h"
#include "suggest/clean.h"
#include "suggest/confidence.h"

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
  request.plan = [&text](std::string_view lang, analysis::Session& session) {
    const search::WeighedText parts[] = {{text.subject, kSubjectWeight}, {text.body, 1}};
    return search::plan_texts(parts, lang, session);
  };
  request.rules = {true, draft.product};
  request.filter = options.filter;
  request.reader = options.reader;
  request.k = options.limit;
  request.folding = true;
  request.count = false;
  request.exhaustive = options.exhaustive;
  request.budget = options.budget;
  return request;
}

void fill_items(const search::Evaluation& evaluation, const SuggestOptions& options, analysis::Session& session,
                Suggestions& out) {
  const search::HitOptions hit_options{options.documents, options.snippets, options.explain, options.snippet_length};
  std::vector<double> each;
  for (const search::Ranked& ranked : evaluation.best) {
    Solution solution;
    static_cast<Hit&>(solution) =
        search::make_hit(evaluation, ranked, search::best_translation(evaluation, ranked), hit_options, session);
    solution.confidence = confidence(signals(evaluation, ranked));
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
    fill_items(evaluation, options, session, out);
    if (out.items.empty() || (silent && out.confidence < options.min_confidence)) {
      out.status = SuggestStatus::no_confident_match;
      out.items.clear();
    }
  }
  out.took_us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
  return out;
}

}  // namespace forestall::suggest
