// SPDX-License-Identifier: Apache-2.0
#include "search/window_search.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "ranking/bm25f.h"
#include "search/accumulate.h"

namespace forestall::search {
namespace {

constexpr std::size_t kMostTerms = 8192;
// Bounds are sums of rounded-up parts; this absorbs the rounding of the few double operations between them and a score.
constexpr double kMargin = 1 + 1e-9;

/// Whether a document matches exactly when one of the scored terms is in it.
bool any_term_matches(const Plan& plan) {
  if (plan.root.type != PlanNode::Type::any || plan.root.terms.size() != plan.terms.size()) return false;
  return std::all_of(plan.terms.begin(), plan.terms.end(),
                     [](const QueryTerm& term) { return term.fields == kAllFields && term.weight > 0; });
}

}  // namespace

bool WindowSearch::fits(const Scope& scope) { return scope.plan->terms.size() <= kMostTerms; }

WindowSearch::WindowSearch(Evaluation& evaluation, const Scope& scope, TopK& top)
    : evaluation_(evaluation),
      scope_(scope),
      top_(top),
      scorer_(evaluation.snapshot(), scope, evaluation.request().rules) {
  if (!any_term_matches(*scope.plan)) operator_ = make_operator(scope.plan->root, scope);
  weigh();
}

void WindowSearch::weigh() {
  const Schema& schema = *scope_.schema;
  const double largest_k1 = schema::largest_k1(schema);
  double factor = (largest_k1 + 1) / 255 * ranking::drift(scope_.partition->averages, scope_.averages) * kMargin;
  if (!evaluation_.request().rules.draft) factor *= ranking::k1_factor(schema, schema.k1_search);
  std::vector<double> values;
  double sum = 0, greatest = 0;
  for (std::size_t i = 0; i < scope_.terms.size(); ++i) {
    const QueryTerm& term = scope_.plan->terms[i];
    if (!scope_.terms[i].present || term.weight == 0) continue;
    values.push_back(term.weight * term.idf * factor);
    sum += values.back() * scope_.terms[i].largest_impact;
    greatest = std::max(greatest, values.back());
    sources_.push_back({&scope_.terms[i], postings::WindowCursor(scope_.terms[i].list), 0});
  }
  if (sources_.empty()) return;
  unit_ = std::max(sum / (65535.0 - 2.0 * static_cast<double>(sources_.size())), greatest * 256 / 65534);
  for (std::size_t i = 0; i < sources_.size(); ++i)
    sources_[i].weight = static_cast<std::uint16_t>(std::ceil(values[i] * 256 / unit_));
}

void WindowSearch::sum_window() {
  std::memset(sums_.data(), 0, sums_.size() * sizeof sums_[0]);
  for (Source& source : sources_) {
    if (source.term->row != nullptr) {
      add_row(sums_.data(), source.term->row + first_, count_, source.weight);
    } else {
      const postings::WindowPostings found = source.cursor.seek(window_);
      add_list(sums_.data(), found.docs, found.impacts, source.weight);
    }
  }
}

bool WindowSearch::run(BudgetWatch& budget) {
  for (window_ = 0; window_ < scope_.partition->windows(); ++window_) {
    if (budget.spent()) return false;
    first_ = window_ * postings::kWindow;
    count_ = std::min(postings::kWindow, scope_.partition->documents - first_);
    search_window();
  }
  return true;
}

void WindowSearch::search_window() {
  if (operator_ != nullptr) {
    bits_ = {};
    operator_->match(window_, bits_);
    if (bits_.none()) return;
  }
  const Request& request = evaluation_.request();
  sum_window();
  prior_bound_ = scorer_.prior_bound(window_);
  if (request.count) count_matches();
  if (request.k == 0) return;
  if (request.sort != Sort::relevance)
    rank_by_key();
  else
    rank_by_score();
}

void WindowSearch::count_matches() {
  if (operator_ != nullptr) {
    for (std::uint32_t doc = 0; doc < count_; ++doc)
      if (bits_.test(doc) && evaluation_.accepts(place(doc))) evaluation_.count(place(doc));
    return;
  }
  const std::uint32_t found = collect(sums_.data(), count_, 1, candidates_.data());
  for (std::uint32_t i = 0; i < found; ++i)
    if (evaluation_.accepts(place(candidates_[i]))) evaluation_.count(place(candidates_[i]));
}

void WindowSearch::rank_by_key() {
  for (std::uint32_t doc = 0; doc < count_; ++doc) {
    if (operator_ != nullptr ? !bits_.test(doc) : sums_[doc] == 0) continue;
    if (!evaluation_.accepts(place(doc))) continue;
    top_.offer(sort_key(evaluation_.request().sort, evaluation_.snapshot(), place(doc)), place(doc),
               *scope_.source->segment);
  }
}

/// The least sum with which a document can still reach the threshold; 0 without a threshold, more than 65,535 if none
/// can.
std::uint32_t WindowSearch::least() const {
  const double threshold = top_.threshold();
  if (!(threshold > 0)) return 0;
  const double sum = threshold / (unit_ * prior_bound_ * kMargin);
  return sum > 65536 ? 65536 : static_cast<std::uint32_t>(sum);
}

void WindowSearch::consider(std::uint32_t doc) {
  if (!matches(doc) || sums_[doc] < least() || !evaluation_.accepts(place(doc))) return;
  // The window's bound holds for its best prior; most documents have no votes.
  const double bound = sums_[doc] * unit_ * scorer_.prior(first_ + doc) * scorer_.title_bound(first_ + doc) * kMargin;
  if (bound < top_.threshold()) return;
  top_.offer(scorer_.score(first_ + doc), place(doc), *scope_.source->segment);
}

/// Before there is a threshold every match would be scored: the documents with the best bounds give one first.
void WindowSearch::seed_threshold() {
  const std::uint32_t found = collect(sums_.data(), count_, 1, candidates_.data());
  const auto enough = std::min<std::size_t>(found, evaluation_.request().k + 16);
  const auto end = candidates_.begin() + found;
  std::nth_element(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(enough == found ? 0 : enough),
                   end, [&](std::uint16_t a, std::uint16_t b) { return sums_[a] > sums_[b]; });
  std::sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(enough),
            [&](std::uint16_t a, std::uint16_t b) { return sums_[a] > sums_[b]; });
  for (std::size_t i = 0; i < enough; ++i) consider(candidates_[i]);
}

void WindowSearch::rank_by_score() {
  if (!(top_.threshold() > 0)) seed_threshold();
  const std::uint32_t needed = least();
  if (needed > 65535) return;
  if (operator_ != nullptr) {  // documents may match without a scored term
    for (std::uint32_t doc = 0; doc < count_; ++doc)
      if (bits_.test(doc)) consider(doc);
    return;
  }
  const std::uint32_t found =
      collect(sums_.data(), count_, static_cast<std::uint16_t>(std::max(needed, 1u)), candidates_.data());
  for (std::uint32_t i = 0; i < found; ++i) consider(candidates_[i]);
}

}  // namespace forestall::search
