// SPDX-License-Identifier: Apache-2.0
#include "search/evaluation.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "ranking/closeness.h"
#include "search/evaluate/counting.h"
#include "search/evaluate/lists/list_search.h"
#include "search/evaluate/small_search.h"
#include "search/evaluate/windows/window_search.h"
#include "search/rerank/closeness.h"

namespace forestall::search {

namespace {

/// What looking a term up reads lies in four places far apart, each found by the one before: all terms wait at once.
void prefetch(const index::Segment& segment, const index::Partition& partition, const std::vector<QueryTerm>& terms) {
  constexpr std::uint32_t kCached = 8192;  // terms; a partition of fewer is likely to be in the cache
  if (partition.terms < kCached) return;
  for (const QueryTerm& term : terms) segment.prefetch_slot(partition, term.hash);
  for (const QueryTerm& term : terms)
    if (const auto ord = segment.guess_term(partition, term.hash)) {
      segment.prefetch_term_offset(*ord);
      segment.prefetch_info(*ord);
    }
  for (const QueryTerm& term : terms)
    if (const auto ord = segment.guess_term(partition, term.hash)) segment.prefetch_term(*ord);
}

}  // namespace

Evaluation::Evaluation(const index::Snapshot& snapshot, const Request& request, analysis::Session& session)
    : facets(snapshot, request.facets),
      snapshot_(snapshot),
      request_(request),
      statistics_(snapshot, request.languages, request.space, request.reader) {
  filters_.reserve(snapshot.leaves().size());
  for (const index::Leaf& leaf : snapshot.leaves()) filters_.emplace_back(leaf, request.filter, request.reader);
  std::vector<Found> found = find_terms(session);
  weigh(found);
  scopes_.reserve(found.size());
  for (const Found& one : found)
    scopes_.push_back(resolve(snapshot, one.leaf, *one.partition, *one.plan, one.ords, statistics_));
  // The largest first: it gives the highest threshold. The answer does not depend on the order.
  if (scopes_.size() > 1)
    std::stable_sort(scopes_.begin(), scopes_.end(),
                     [](const Scope& a, const Scope& b) { return a.partition->documents > b.partition->documents; });
}

/// Plans the query in each language searched, and finds its terms in each partition.
std::vector<Evaluation::Found> Evaluation::find_terms(analysis::Session& session) {
  std::vector<Found> out;
  for (std::uint32_t i = 0; i < snapshot_.leaves().size(); ++i) {
    const index::Segment& segment = *snapshot_.leaves()[i].segment;
    for (const index::Partition& partition : segment.partitions()) {
      if (partition.space != request_.space || !request_.languages.admits(partition.lang)) continue;
      auto plan = plans_.find(partition.lang);
      if (plan == plans_.end()) {
        plan = plans_.emplace(partition.lang, request_.plan(partition.lang, session)).first;
        exact &= !plan->second.partial;
      }
      Found& found = out.emplace_back(Found{i, &partition, &plan->second, {}});
      found.ords.reserve(plan->second.terms.size());
      prefetch(segment, partition, plan->second.terms);
      for (const QueryTerm& term : plan->second.terms)
        found.ords.push_back(segment.find_term(partition, term.term, term.hash).value_or(kNoTerm));
    }
  }
  return out;
}

/// One idf for a word in every language: how many documents hold what their own language makes of it. By the terms
/// alone, a stem that is strange to a language would be taken for a rare word in it.
void Evaluation::weigh(std::vector<Found>& found) {
  if (plans_.size() == 1 && request_.space == index::Space::documents) return weigh_single_language(found);
  std::map<const Plan*, std::vector<std::uint64_t>> own;
  for (const Found& one : found) {
    std::vector<std::uint64_t>& dfs = own.try_emplace(one.plan, one.plan->terms.size()).first->second;
    for (std::size_t i = 0; i < dfs.size(); ++i)
      if (one.ords[i] != kNoTerm) dfs[i] += statistics_.df(*one.partition, one.ords[i]);
  }
  auto common = own;
  if (own.size() > 1) {
    // By origin and fields: what each language holds of the word. Of lessons, of the very term: it is private until
    // enough tickets hold it.
    std::map<std::tuple<Origin, std::uint8_t, std::string_view>, std::uint64_t> sums;
    const auto key = [&](const QueryTerm& term) {
      const bool by_term = request_.space == index::Space::lessons;
      return std::tuple(term.origin, term.fields, by_term ? std::string_view(term.term) : std::string_view());
    };
    for (const auto& [plan, dfs] : own)
      for (std::size_t i = 0; i < dfs.size(); ++i) sums[key(plan->terms[i])] += dfs[i];
    for (auto& [plan, dfs] : common)
      for (std::size_t i = 0; i < dfs.size(); ++i) dfs[i] = sums[key(plan->terms[i])];
  }
  std::map<const Plan*, std::vector<bool>> kept;
  for (auto& [lang, plan] : plans_) kept[&plan] = statistics_.fill(plan, common[&plan]);
  for (Found& one : found) {
    const std::vector<bool>& keep = kept[one.plan];
    std::size_t next = 0;
    for (std::size_t i = 0; i < keep.size(); ++i)
      if (one.plan->terms.size() == keep.size() || keep[i]) one.ords[next++] = one.ords[i];
    one.ords.resize(one.plan->terms.size());
  }
}

/// The same of documents in one language, all of whose terms are kept.
void Evaluation::weigh_single_language(const std::vector<Found>& found) {
  Plan& plan = plans_.begin()->second;
  std::vector<std::uint64_t> dfs(plan.terms.size());
  for (const Found& one : found)
    for (std::size_t i = 0; i < dfs.size(); ++i)
      if (one.ords[i] != kNoTerm) dfs[i] += statistics_.df(*one.partition, one.ords[i]);
  statistics_.fill(plan, dfs);
}

Evaluation::~Evaluation() = default;

const Scope* Evaluation::scope_of(const index::Place& place) const {
  for (const Scope& scope : scopes_)
    if (scope.leaf == place.leaf && place.doc - scope.partition->first_document < scope.partition->documents)
      return &scope;
  return nullptr;
}

std::size_t Evaluation::depth() const {
  if (request_.sort != Sort::relevance || request_.space != index::Space::documents || request_.k == 0) return 0;
  if (!request_.closeness) return 0;
  for (const auto& [lang, plan] : plans_)
    if (plan.terms.size() <= ranking::kMostTerms)
      return request_.rules.draft ? ranking::kDraftDepth : ranking::kSearchDepth;
  return 0;
}

/// By the plan of the scope alone: which other languages the index holds, hidden documents' too, must not matter.
bool Evaluation::reranks(const Scope& scope) const {
  return depth() > 0 && scope.plan->terms.size() <= ranking::kMostTerms;
}

/// Whether no document of a small scope can be among the best, whatever it holds of the terms that are there.
bool Evaluation::out_of_reach(const Scope& scope, const TopK& top) const {
  if (request_.sort != Sort::relevance || scope.partition->windows() > 1) return false;
  return Scorer(snapshot_, scope, request_.rules).scope_bound() < top.threshold();
}

/// Returns false if cut.
bool Evaluation::search_pruned(const Scope& scope, TopK& top, BudgetWatch& budget) {
  if (!counts_apart(request_, scope)) return rank_pruned(scope, top, request_.count, budget);
  return (request_.k == 0 || rank_pruned(scope, top, false, budget)) && count_matches(*this, scope, budget);
}

/// Offers the best, and counts if asked. Returns false if cut.
bool Evaluation::rank_pruned(const Scope& scope, TopK& top, bool count, BudgetWatch& budget) {
  if (!count && out_of_reach(scope, top)) return true;
  std::vector<bool> visited;
  if (!count && ListSearch::fits(*this, scope)) {
    ListSearch search(*this, scope, top);
    if (!search.run(budget)) return false;
    if (search.done()) return true;
    visited = search.visited();
  }
  if (!count && SmallSearch::fits(*this, scope)) return SmallSearch(*this, scope, top).run(budget);
  return std::make_unique<WindowSearch>(*this, scope, top, count, visited)->run(budget);
}

void Evaluation::run() {
  BudgetWatch budget(request_.budget);
  TopK top(std::max(request_.k, depth()), request_.folding);
  for (const Scope& scope : scopes_) {
    if (scope.plan->root.type == PlanNode::Type::any && scope.present == 0) continue;
    bool whole;
    if (request_.exhaustive || !WindowSearch::fits(scope)) {
      whole = search_exhaustively(*this, scope, top, budget);
    } else {
      whole = search_pruned(scope, top, budget);
    }
    if (!whole) {
      exact = false;
      break;
    }
  }
  best = top.take();
  rank_by_closeness();
  if (best.size() > request_.k) best.resize(request_.k);
}

double Evaluation::closeness(const index::Place& place) const {
  if (!reranks(*scope_of(place))) return 0;
  if (!closeness_) closeness_ = std::make_unique<ClosenessByScope>(*this);
  return closeness_->of(place);
}

void Evaluation::expect_closeness(std::vector<index::Place> places) const {
  std::erase_if(places, [&](const index::Place& place) { return !reranks(*scope_of(place)); });
  if (places.empty()) return;
  if (!closeness_) closeness_ = std::make_unique<ClosenessByScope>(*this);
  closeness_->expect(places);
}

std::vector<double> Evaluation::closeness_by_term(const index::Place& place) const {
  if (!closeness_) closeness_ = std::make_unique<ClosenessByScope>(*this);
  return closeness_->by_term(place);
}

void Evaluation::rank_by_closeness() {
  const auto end = best.begin() + static_cast<std::ptrdiff_t>(std::min(depth(), best.size()));
  std::vector<index::Place> places;
  for (auto ranked = best.begin(); ranked != end; ++ranked) places.push_back(ranked->place);
  expect_closeness(std::move(places));
  for (auto ranked = best.begin(); ranked != end; ++ranked) {
    ranked->closeness = closeness(ranked->place);
    ranked->rank += ranked->closeness;
  }
  std::sort(best.begin(), end,
            [](const Ranked& a, const Ranked& b) { return a.rank != b.rank ? a.rank > b.rank : a.id < b.id; });
}

std::int64_t seconds_of(const std::optional<Time>& now) {
  if (now) return now->time_since_epoch().count();
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count();
}

double sort_key(Sort sort, const index::Snapshot& snapshot, const index::Place& place) {
  if (sort == Sort::votes) {
    const VoteCount votes = snapshot.votes(place);
    return static_cast<double>(votes.helpful) - static_cast<double>(votes.unhelpful);
  }
  const index::DocInfo& info = snapshot.leaves()[place.leaf].segment->info(place.doc);
  const std::int64_t time = info.updated != index::kNoTime ? info.updated : info.created;
  return time == index::kNoTime ? -std::numeric_limits<double>::max() : static_cast<double>(time);
}

}  // namespace forestall::search
