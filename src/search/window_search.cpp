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
  std::vector<Source> lists, rows;
  for (std::size_t i = 0; i < scope_.terms.size(); ++i) {
    const QueryTerm& term = scope_.plan->terms[i];
    if (!scope_.terms[i].present || term.weight == 0) continue;
    (scope_.terms[i].row.present() ? rows : lists).push_back({&scope_.terms[i], term.weight * term.idf * factor});
  }
  // Rows that are added together share a unit: those of like worth belong together.
  std::stable_sort(rows.begin(), rows.end(), [](const Source& a, const Source& b) { return a.most() > b.most(); });
  if (!lists.empty() || !rows.empty()) scale(lists, rows);
}

/// Chooses the unit as small as 16-bit sums allow, and everything's weight in it, rounded up.
void WindowSearch::scale(const std::vector<Source>& lists, const std::vector<Source>& rows) {
  double sum = 0, greatest = 0;
  for (const auto* sources : {&lists, &rows})
    for (const Source& source : *sources) sum += source.most();
  for (const Source& source : lists) greatest = std::max(greatest, source.value);
  unit_ = std::max(sum / (65535.0 - 2.0 * static_cast<double>(lists.size() + rows.size())), greatest * 256 / 65534);
  for (double reached = 65536; reached > 65535; unit_ *= reached > 65535 ? reached / 65000 : 1) {
    lists_.clear();
    groups_.clear();
    reached = 0;
    for (const Source& source : lists) {
      const double weight = std::ceil(source.value * 256 / unit_);
      reached += source.term->largest_impact * weight / 256 + 1;
      lists_.push_back({postings::WindowCursor(source.term->list), static_cast<std::uint16_t>(weight)});
    }
    for (std::size_t i = 0; i < rows.size(); i += kRowsTogether) reached += add_group(rows, i);
  }
}

/// Adds the group of rows from `first` on; returns the most that it adds to a sum.
double WindowSearch::add_group(const std::vector<Source>& rows, std::size_t first) {
  const std::size_t count = std::min(kRowsTogether, rows.size() - first);
  RowGroup group;
  double scale = kMargin / unit_, most = 0;  // rounding must not bring a product below its exact value
  for (;; ++group.shift, scale /= 2) {
    most = 0;
    for (std::size_t i = 0; i < count; ++i) most += std::ceil(rows[first + i].most() * scale);
    if (most <= 255) break;
  }
  for (std::size_t i = 0; i < kRowsTogether; ++i) {
    const Source& source = rows[first + std::min(i, count - 1)];
    RowTerm& row = group.rows[i];
    row.codes = source.term->row.codes(0);
    const auto levels = source.term->row.levels();
    const double value = i < count ? source.value * scale : 0;
    for (std::size_t level = 1; level < levels.size(); ++level)
      row.values[level] = static_cast<std::uint8_t>(std::ceil(levels[level] * value));
  }
  groups_.push_back(group);
  return most * static_cast<double>(1u << group.shift);
}

void WindowSearch::sum_window() {
  std::memset(sums_.data(), 0, sums_.size() * sizeof sums_[0]);
  const std::size_t offset = first_ / postings::DenseRow::kGroup * postings::DenseRow::kGroupBytes;
  for (RowGroup group : groups_) {
    for (RowTerm& row : group.rows) row.codes += offset;
    add_rows(sums_.data(), group, count_);
  }
  for (List& list : lists_) {
    const postings::WindowPostings found = list.cursor.seek(window_);
    add_list(sums_.data(), found.docs, found.impacts, list.weight);
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
  const std::uint16_t least = least_of_best(sums_.data(), count_, evaluation_.request().k + 16);
  const std::uint32_t found = collect(sums_.data(), count_, least, candidates_.data());
  std::sort(candidates_.begin(), candidates_.begin() + found,
            [&](std::uint16_t a, std::uint16_t b) { return sums_[a] > sums_[b]; });
  for (std::uint32_t i = 0; i < found; ++i) consider(candidates_[i]);
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
