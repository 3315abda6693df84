// SPDX-License-Identifier: Apache-2.0
#include "forestall/searcher.h"

#include <algorithm>
#include <chrono>

#include "base/fail.h"
#include "index/audience.h"
#include "index/lesson.h"
#include "ranking/closeness.h"
#include "search/evaluation.h"
#include "search/plan/correction.h"
#include "search/present/hits.h"

namespace forestall {
namespace {

/// The query's words, for guessing its language.
void collect_text(const Query& query, std::string& out) {
  if (!query.text.empty()) out += query.text + " ";
  for (const auto* children : {&query.required, &query.optional})
    for (const Query& child : *children) collect_text(child, out);
}

/// Of documents alone: lessons have ids too.
std::optional<index::Place> find(const index::Snapshot& snapshot, std::string_view id) {
  if (index::space_of(id) != index::Space::documents) return std::nullopt;
  return snapshot.find(id);
}

search::Request request_for(const index::Snapshot& snapshot, const Query& query, const SearchOptions& options) {
  std::string text;
  if (options.langs.empty()) collect_text(query, text);
  search::Request request;
  request.languages = search::choose_languages(snapshot, text, {}, options.langs);
  request.plan = [&query, vocabulary = search::Vocabulary(snapshot, options.reader)](std::string_view lang,
                                                                                     analysis::Session& session) {
    return search::plan_query(query, lang, session, &vocabulary);
  };
  request.rules.now = search::seconds_of(options.now);
  request.filter = options.filter;
  request.reader = options.reader;
  request.sort = options.sort;
  request.k = options.limit + options.offset;
  request.folding = options.fold_families;
  request.count = options.count;
  if (options.count) request.facets = options.facets;
  request.closeness = options.closeness;
  request.exhaustive = options.exhaustive;
  request.budget = options.budget;
  return request;
}

/// Evaluates the query; in every language if it was asked in vain in one that was only guessed.
search::Evaluation& evaluate(const index::Snapshot& snapshot, search::Request& request, analysis::Session& session,
                             std::optional<search::Evaluation>& out) {
  do {
    out.emplace(snapshot, request, session).run();
  } while (out->best.empty() && request.languages.open());
  return *out;
}

std::int64_t microseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
}

/// Searches what the query is likely to mean, and offers what it may mean if that finds more.
SearchResult search_corrected(const Searcher& searcher, std::string_view text, const Query& query,
                              const SearchOptions& options) {
  std::string words;
  if (options.langs.empty()) collect_text(query, words);
  const search::Languages languages = search::choose_languages(searcher.snapshot(), words, {}, options.langs);
  analysis::Session session = searcher.snapshot().analyzer().session();
  search::Speller speller(searcher.snapshot(), options.reader, languages, session);
  const bool always = options.typos == Typos::always;
  search::CorrectedQuery meant =
      always ? search::correct_rare(query, speller) : search::correct_unknown(query, speller);
  SearchResult result = searcher.search(meant.query, options);
  if (!meant.words.empty()) result.corrected = Correction{meant.in(text), true};
  if (always || !meant.words.empty()) return result;
  meant = search::correct_rare(query, speller);
  if (meant.words.empty()) return result;
  SearchOptions counted = options;
  counted.limit = 0, counted.offset = 0;
  counted.count = true, counted.facets = {};
  const std::uint64_t typed = options.count ? result.total : searcher.search(query, counted).total;
  if (searcher.search(meant.query, counted).total > typed) result.corrected = Correction{meant.in(text), false};
  return result;
}

}  // namespace

Searcher::Searcher(std::shared_ptr<const index::Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}

SearchResult Searcher::search(const Query& query, const SearchOptions& options) const {
  validate(options);
  const auto start = std::chrono::steady_clock::now();
  search::Request request = request_for(*snapshot_, query, options);
  analysis::Session session = snapshot_->analyzer().session();
  std::optional<search::Evaluation> answered;
  search::Evaluation& evaluation = evaluate(*snapshot_, request, session, answered);
  SearchResult result;
  result.exact = evaluation.exact;
  result.total = evaluation.total;
  result.facets = evaluation.facets.take(options.facet_limit);
  result.lang = request.languages.choice;
  const search::HitOptions hit_options{options.documents, options.snippets, options.explain, options.snippet_length};
  result.hits.reserve(evaluation.best.size());
  for (std::size_t i = options.offset; i < evaluation.best.size(); ++i) {
    const search::Ranked& ranked = evaluation.best[i];
    const index::Place shown = options.fold_families ? search::best_translation(evaluation, ranked) : ranked.place;
    result.hits.push_back(search::make_hit(evaluation, ranked, shown, hit_options, session));
    if (options.sort != Sort::relevance)
      result.hits.back().score = search::explain_place(evaluation, ranked.place, 0, session)->score;
  }
  result.took_us = microseconds_since(start);
  return result;
}

SearchResult Searcher::search(std::string_view text, const SearchOptions& options) const {
  validate(options);
  const auto start = std::chrono::steady_clock::now();
  LenientQuery parsed = options.as_you_type ? parse_as_you_type(text, schema()) : parse_leniently(text, schema());
  SearchResult result = options.typos == Typos::off ? search(parsed.query, options)
                                                    : search_corrected(*this, text, parsed.query, options);
  result.warnings = std::move(parsed.warnings);
  result.took_us = microseconds_since(start);
  return result;
}

std::optional<Document> Searcher::get(std::string_view id, const Reader& reader) const {
  const auto place = find(*snapshot_, id);
  if (!place) return std::nullopt;
  const index::Segment& segment = *snapshot_->leaves()[place->leaf].segment;
  if (!index::visible(segment.audience(place->doc), reader)) return std::nullopt;
  return snapshot_->rows().document(segment.info(place->doc).number);
}

std::vector<Document> Searcher::documents(std::string_view after, std::size_t count, const Reader& reader) const {
  constexpr std::size_t kMostIds = 1024;               // looked at together; a reader may see few of them
  const std::string first(1, index::kLessonMark + 1);  // lessons come before every document
  std::vector<Document> page;
  std::string last(std::max<std::string_view>(after, first));
  while (page.size() < count) {
    const auto ids = snapshot_->rows().ids(last, std::min(count - page.size(), kMostIds));
    if (ids.empty()) break;
    last = ids.back().first;
    for (const auto& [id, number] : ids)
      if (auto document = get(id, reader)) page.push_back(std::move(*document));
  }
  return page;
}

std::optional<VoteCount> Searcher::votes(std::string_view id, const Reader& reader) const {
  const auto place = find(*snapshot_, id);
  if (!place || !index::visible(snapshot_->leaves()[place->leaf].segment->audience(place->doc), reader))
    return std::nullopt;
  return snapshot_->votes(*place);
}

std::optional<Explanation> Searcher::explain(const Query& query, std::string_view id,
                                             const SearchOptions& options) const {
  validate(options);
  const auto place = find(*snapshot_, id);
  if (!place) return std::nullopt;
  search::Request request = request_for(*snapshot_, query, options);
  request.k = ranking::kSearchDepth;
  request.count = false;
  analysis::Session session = snapshot_->analyzer().session();
  std::optional<search::Evaluation> answered;
  const search::Evaluation& evaluation = evaluate(*snapshot_, request, session, answered);
  if (!evaluation.accepts(*place)) return std::nullopt;
  double closeness = 0;
  for (const search::Ranked& ranked : evaluation.best)
    if (ranked.place.leaf == place->leaf && ranked.place.doc == place->doc) closeness = ranked.closeness;
  auto why = search::explain_place(evaluation, *place, closeness, session);
  return why && why->score > 0 ? why : std::nullopt;
}

std::uint64_t Searcher::size() const { return snapshot_->documents(); }

const Schema& Searcher::schema() const { return snapshot_->schema(); }

}  // namespace forestall
