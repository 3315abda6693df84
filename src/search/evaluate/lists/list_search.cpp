// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/lists/list_search.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace forestall::search {
namespace {

// So many documents more than are wanted, those with the greatest impacts, are scored first for a threshold.
constexpr std::size_t kMore = 14;
constexpr std::uint32_t kAnyImpact = 256;
// What a score reads lies far apart; it is asked for some documents ahead.
constexpr std::uint32_t kAhead = 6;

bool one_term(const PlanNode& node) { return node.type == PlanNode::Type::any && node.terms.size() == 1; }

/// Whether every document that answers holds all of the plan's terms.
bool asks_for_all(const PlanNode& root, std::size_t terms) {
  std::vector<bool> asked(terms);
  if (root.type == PlanNode::Type::phrase) {
    for (const auto& alternatives : root.positions) {
      if (alternatives.size() != 1) return false;
      asked[alternatives[0]] = true;
    }
  } else {
    if (root.type != PlanNode::Type::boolean || !root.optional.empty() || !root.excluded.empty()) return false;
    if (!std::all_of(root.required.begin(), root.required.end(), one_term)) return false;
    for (const PlanNode& child : root.required) asked[child.terms[0]] = true;
  }
  return std::find(asked.begin(), asked.end(), false) == asked.end();
}

bool asks_for_any(const PlanNode& root, std::size_t terms) {
  return root.type == PlanNode::Type::any && root.terms.size() == terms;
}

}  // namespace

bool ListSearch::fits(const Evaluation& evaluation, const Scope& scope) {
  const Request& request = evaluation.request();
  const std::vector<QueryTerm>& terms = scope.plan->terms;
  if (request.sort != Sort::relevance || request.k == 0) return false;
  if (terms.empty() || scope.present > kMostTerms) return false;
  const PlanNode& root = scope.plan->root;
  if (!asks_for_any(root, terms.size()) && !asks_for_all(root, terms.size())) return false;
  return std::all_of(terms.begin(), terms.end(),
                     [](const QueryTerm& term) { return term.fields == kAllFields && term.weight > 0; });
}

ListSearch::ListSearch(Evaluation& evaluation, const Scope& scope, TopK& top)
    : evaluation_(evaluation),
      scope_(scope),
      top_(top),
      scorer_(evaluation.snapshot(), scope, evaluation.request().rules),
      bounds_(scope, evaluation.request().rules),
      all_(scope.plan->root.type != PlanNode::Type::any),
      visited_(scope.terms.size()) {
  sources_.reserve(scope.terms.size());
  for (std::uint32_t i = 0; i < scope.terms.size(); ++i) {
    const ResolvedTerm& resolved = scope.terms[i];
    if (!resolved.present) {
      missing_ = true;
      continue;
    }
    const QueryTerm& term = scope.plan->terms[i];
    const double value = term.weight * term.idf * kMargin;
    const double most = value * bounds_.of(resolved.largest_impact);
    sources_.push_back({&term, &resolved, i, value, most, 0, postings::WindowCursor(resolved.list), {}, ~0u});
  }
  rank_sources();
}

void ListSearch::rank_sources() {
  order_.resize(sources_.size());
  std::iota(order_.begin(), order_.end(), std::uint8_t{0});
  std::sort(order_.begin(), order_.end(), [&](std::uint8_t a, std::uint8_t b) {
    const Source &x = sources_[a], &y = sources_[b];
    if (all_ ? x.cursor.list().size() != y.cursor.list().size() : x.most != y.most)
      return all_ ? x.cursor.list().size() < y.cursor.list().size() : x.most > y.most;
    return a < b;
  });
  worth_.assign(sources_.size() + 1, 0);
  for (std::size_t i = sources_.size(); i-- > 0;) {
    Source& source = sources_[order_[i]];
    source.rest = worth_[i + 1];
    worth_[i] = worth_[i + 1] + source.most;
  }
}

/// Of a window, reckoned when it is first asked for.
const ListSearch::WindowBounds& ListSearch::bounds_of(std::uint32_t window) {
  if (windows_.empty()) windows_.resize(scope_.partition->windows());
  WindowBounds& bounds = windows_[window];
  if (bounds.prior < 0) bounds = {scorer_.prior_bound(window), scorer_.other_bound(window)};
  return bounds;
}

bool ListSearch::run(BudgetWatch& budget) {
  if (sources_.empty() || (all_ && missing_)) return done_ = true;
  if (!all_) return run_any(budget);
  if (sources_[order_[0]].resolved->row.present()) return true;
  if (scope_.plan->root.type == PlanNode::Type::phrase) phrase_.emplace(scope_.plan->root, scope_);
  if (!pass(0, 0, kAnyImpact, budget)) return false;
  return done_ = true;
}

bool ListSearch::run_any(BudgetWatch& budget) {
  for (std::uint32_t window = 0; window < scope_.partition->windows(); ++window)
    greatest_prior_ = std::max(greatest_prior_, bounds_of(window).prior);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    if (worth_[i] < limit(greatest_prior_)) break;
    Source& source = sources_[order_[i]];
    if (source.resolved->row.present()) return true;
    const std::uint32_t first = impact_of_best(source);
    if (!pass(i, first, kAnyImpact, budget)) return false;
    if (first > 1 && first > least_impact(source, greatest_prior_))
      if (!pass(i, 0, first, budget)) return false;
    visited_[source.number] = true;
  }
  return done_ = true;
}

/// The least impact of the list's greatest ones, about as many as give a threshold.
std::uint32_t ListSearch::impact_of_best(const Source& source) const {
  const postings::ListView& list = source.cursor.list();
  const std::size_t wanted = std::max(evaluation_.request().k, evaluation_.depth()) + kMore;
  if (list.size() <= wanted) return 0;
  std::array<std::uint32_t, 256> counts{};
  postings::WindowCursor cursor(list);
  for (std::uint32_t w = 0; w < list.windows(); ++w) {
    const postings::WindowPostings found = cursor.seek(list.window_number(w));
    for (std::size_t i = 0; i < found.docs.size(); ++i) ++counts[found.impacts[i]];
  }
  std::uint32_t impact = 255;
  for (std::size_t seen = 0; impact > 1 && (seen += counts[impact]) < wanted;) --impact;
  return impact;
}

/// As a product of bounds meets it.
double ListSearch::threshold() const {
  const double threshold = top_.threshold();
  return threshold > 0 ? threshold : -std::numeric_limits<double>::infinity();
}

/// What a text must reach, where priors are at most that, for the document to be among the best.
double ListSearch::limit(double prior) const {
  const double threshold = top_.threshold();
  return threshold > 0 ? threshold / (prior * kMargin) : -std::numeric_limits<double>::infinity();
}

/// The least impact with which a document that is visited in a list can reach the threshold; 256: none can.
std::uint32_t ListSearch::least_impact(const Source& source, double prior) const {
  const double wanted = limit(prior) - source.rest;
  std::uint32_t low = 0, high = source.resolved->largest_impact + 1;
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    if (source.value * bounds_.of(static_cast<std::uint8_t>(middle)) * kMargin < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low > source.resolved->largest_impact ? kAnyImpact : low;
}

void ListSearch::rewind() {
  for (Source& source : sources_) {
    source.cursor = postings::WindowCursor(source.resolved->list);
    source.window = ~0u;
  }
}

/// Meets the documents of a list whose impacts are from `least` on and under `below`.
bool ListSearch::pass(std::size_t driver, std::uint32_t least, std::uint32_t below, BudgetWatch& budget) {
  rewind();
  const Source& source = sources_[order_[driver]];
  const postings::ListView& list = source.resolved->list;
  for (std::uint32_t i = 0; i < list.windows(); ++i) {
    if (budget.spent()) return false;
    window_ = list.window_number(i);
    first_ = window_ * postings::kWindow;
    const WindowBounds& bounds = bounds_of(window_);
    prior_bound_ = bounds.prior;
    other_bound_ = bounds.other;
    edited_titles_ = scorer_.titles_may_count(window_);
    phrase_entered_ = false;
    const std::uint32_t from = std::max(least, least_impact(source, prior_bound_));
    if (from < below) visit(driver, from, below);
  }
  return true;
}

void ListSearch::offer_candidates() {
  if (found_ > 1 && !(phrase_ && !(top_.threshold() > 0)))  // phrases are cheapest to look for in ascending documents
    std::sort(candidates_.begin(), candidates_.begin() + found_,
              [](const Candidate& a, const Candidate& b) { return a.bound > b.bound; });
  for (std::uint32_t i = 0; i < found_; ++i) {
    if (i == 0 || i + kAhead < found_)
      for (std::uint32_t j = i == 0 ? 0 : i + kAhead; j < std::min(i + kAhead + 1, found_); ++j)
        scorer_.prefetch(first_ + candidates_[j].doc);
    score(candidates_[i]);
  }
}

void ListSearch::score(Candidate& candidate) {
  const std::uint32_t doc = candidate.doc;
  const double prior = prior_of(doc), wanted = limit(prior);
  if (reaches(candidate, threshold()) == 0) return;
  if (!evaluation_.passes(place(doc))) return;
  // Documents of lists with higher bounds have been visited there.
  for (std::size_t number = 0; number < sources_.size(); ++number)
    if (locate(candidate, number) && visited_[sources_[number].number]) return;
  // Whether a phrase is there costs more than a score, but without a threshold no score can spare the question.
  const auto holds = [&] {
    if (!std::exchange(phrase_entered_, true)) phrase_->enter(window_);
    return phrase_->holds(doc, candidate.at);
  };
  const bool asked = phrase_ && !(top_.threshold() > 0);
  if (asked && !holds()) return;
  const std::optional<double> text = this->text(candidate);
  if (text && *text * kMargin < wanted) return;
  if (phrase_ && !asked && !holds()) return;
  const bool titled = edited_titles_ && scorer_.title_counts(first_ + doc);
  const double score =
      text && !titled ? *text * scorer_.prior(first_ + doc) : scorer_.score(first_ + doc, top_.threshold());
  // What the caller asks besides may take longer than the score.
  if (score >= top_.threshold() && evaluation_.accepts(place(doc)))
    top_.offer(score, place(doc), *scope_.source->segment);
}

/// Scorer's `Parts::text`; nothing if a frequency stands only in the forward index.
std::optional<double> ListSearch::text(const Candidate& candidate) const {
  const TermParts parts = scorer_.term_parts(first_ + candidate.doc);
  double sum = 0;
  for (std::size_t number = 0; number < sources_.size(); ++number) {
    if (candidate.at[number] == kAbsent) continue;
    const std::uint8_t code = sources_[number].found.codes[candidate.at[number]];
    if (code == postings::kEscape) return std::nullopt;
    sum += parts.of(*sources_[number].term, postings::kTfOfCode[code]);
  }
  return sum;
}

}  // namespace forestall::search
