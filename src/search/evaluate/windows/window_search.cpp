// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/windows/window_search.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "ranking/prior.h"
#include "search/evaluate/counting.h"

namespace forestall::search {
namespace {

constexpr std::size_t kMostTerms = 8192;
// Bounds are sums of rounded-up parts; this absorbs the rounding of the few double operations between them and a score.
constexpr double kMargin = 1 + 1e-9;
// So few matches are scored without asking for their bounds.
constexpr std::uint32_t kFewMatches = 24;
// What a score reads lies far apart; it is asked for some documents ahead.
constexpr std::uint32_t kAhead = 6;

}  // namespace

bool WindowSearch::fits(const Scope& scope) { return scope.plan->terms.size() <= kMostTerms; }

WindowSearch::WindowSearch(Evaluation& evaluation, const Scope& scope, TopK& top, bool count,
                           const std::vector<bool>& visited)
    : evaluation_(evaluation),
      scope_(scope),
      top_(top),
      scorer_(evaluation.snapshot(), scope, evaluation.request().rules),
      sums_(scope, evaluation.request().rules, visited),
      visited_before_(std::find(visited.begin(), visited.end(), true) != visited.end()),
      count_(count) {
  const Request& request = evaluation.request();
  if (!scope.plan->any_term_matches()) operator_ = make_operator(scope.plan->root, scope);
  whole_ = request.sort != Sort::relevance || count || request.k == 0;
  if (!whole_ && scope.plan->root.type == PlanNode::Type::phrase)
    phrase_ = static_cast<PhraseOperator*>(operator_.get());
  if (scope.present <= PostingScorer::kMostTerms || scope.source->segment->compact()) postings_.emplace(scope, scorer_);
}

bool WindowSearch::run(BudgetWatch& budget) {
  if (!seed_from_lists(budget)) return false;
  for (std::uint32_t window = 0; window < scope_.partition->windows(); ++window) {
    if (budget.spent()) return false;
    enter(window);
    search_window();
  }
  return true;
}

void WindowSearch::enter(std::uint32_t window) {
  window_ = window;
  first_ = window * postings::kWindow;
  documents_ = std::min(postings::kWindow, scope_.partition->documents - first_);
  entered_ = false;
}

void WindowSearch::read_bounds() {
  prior_bound_ = scorer_.prior_bound(window_);
  other_bound_ = scorer_.other_bound(window_);
  edited_titles_ = scorer_.titles_may_count(window_);
}

bool WindowSearch::match_window() {
  bits_ = {};
  if (phrase_ != nullptr)
    phrase_->candidates(window_, bits_);
  else
    operator_->match(window_, bits_);
  return !bits_.none();
}

void WindowSearch::search_window() {
  if (operator_ != nullptr && !match_window()) return;
  const Request& request = evaluation_.request();
  if (whole_ && operator_ == nullptr) sums_.sum(window_, documents_, sums_.all().parts);
  if (count_) count();
  if (request.k == 0) return;
  if (request.sort != Sort::relevance) return rank_by_key();
  read_bounds();
  if (operator_ != nullptr)
    rank_matches();
  else
    rank_by_score();
}

void WindowSearch::count() {
  if (operator_ != nullptr) return count_window(evaluation_, scope_, scope_.partition->first_document + first_, bits_);
  if (evaluation_.accepts_all(scope_.leaf)) {
    evaluation_.total += sums_.listed() ? sums_.touched().size() : count_sums(sums_.data(), documents_);
    return;
  }
  candidates_.collect(sums_, documents_, 1);
  for (const std::uint16_t doc : candidates_.docs())
    if (evaluation_.accepts(place(doc))) evaluation_.count(place(doc));
}

void WindowSearch::rank_by_key() {
  for (std::uint32_t doc = 0; doc < documents_; ++doc) {
    if (operator_ != nullptr ? !bits_.test(doc) : sums_[doc] == 0) continue;
    if (!evaluation_.accepts(place(doc))) continue;
    top_.offer(sort_key(evaluation_.request().sort, evaluation_.snapshot(), place(doc)), place(doc),
               *scope_.source->segment);
  }
}

/// The least sum with which a document can still reach the threshold; 0 without a threshold, more than 65,535 if none
/// can.
std::uint32_t WindowSearch::needed() const {
  const double threshold = top_.threshold();
  if (!(threshold > 0)) return 0;
  const double sum = threshold / (sums_.unit() * prior_bound_ * kMargin);
  return sum > 65536 ? 65536 : static_cast<std::uint32_t>(sum);
}

/// Scores a document whose text reaches at most `bound` units, if that may be enough.
void WindowSearch::consider(std::uint32_t doc, std::uint32_t bound) {
  // The window's bound holds for its best prior; most documents have no votes.
  const std::uint8_t byte =
      scope_.source->overlay->prior_byte(*scope_.source->segment, scope_.partition->first_document + first_ + doc);
  const double prior =
      byte == ranking::kPriorUnbounded ? prior_bound_ : byte / ranking::kPriorParts * other_bound_ * kMargin;
  if (bound * sums_.unit() * prior * kMargin < top_.threshold() || !evaluation_.passes(place(doc))) return;
  const double score = score_of(doc, prior);
  if (score < 0 || score < top_.threshold() || (visited_before_ && top_.holds(place(doc)))) return;
  // What the caller asks besides may take longer than the score.
  if (evaluation_.accepts(place(doc))) top_.offer(score, place(doc), *scope_.source->segment);
}

/// The exact score, or less than 0 if it cannot reach the threshold or the document does not match.
double WindowSearch::score_of(std::uint32_t doc, double prior_bound) {
  // Whether a phrase is there costs more than a score, but without a threshold no score can spare the question.
  const bool asked = phrase_ != nullptr && !(top_.threshold() > 0);
  if (asked && !phrase_->holds(doc)) return -1;
  std::optional<double> text;
  if (postings_) {
    if (!std::exchange(entered_, true)) postings_->enter(window_);
    text = postings_->text(doc);
    if (text && *text * prior_bound * kMargin < top_.threshold()) return -1;
  }
  if (phrase_ != nullptr && !asked && !phrase_->holds(doc)) return -1;
  const bool titled = edited_titles_ && scorer_.title_counts(first_ + doc);
  return text && !titled ? *text * scorer_.prior(first_ + doc) : scorer_.score(first_ + doc, top_.threshold());
}

/// Before there is a threshold every match would be scored: the documents with the best bounds give one first.
void WindowSearch::seed_threshold() {
  const std::size_t wanted = std::max(evaluation_.request().k, evaluation_.depth()) + 16;
  candidates_.collect(sums_, documents_, least_of_best(sums_.data(), documents_, wanted));
  candidates_.sort(sums_);
  consider_candidates(0);
  for (const std::uint16_t doc : candidates_.docs()) sums_.forget(doc);
}

/// Documents that hold any of the terms.
void WindowSearch::rank_by_score() {
  WindowSums::Choice choice = sums_.all();
  if (!whole_) {
    // A draft's terms are summed all: refining thousands of candidates costs more than the last rows.
    if (scope_.present <= PostingScorer::kMostTerms) choice = sums_.choose(needed());
    if (needed() > 65535 || choice.parts == 0) return;
    if (choice.parts == sums_.all().parts && needed() > 0) {
      if (!sums_.sum_unless_below(window_, documents_, needed())) return;
    } else {
      sums_.sum(window_, documents_, choice.parts);
    }
  }
  seeds_.forget(first_, documents_, sums_);
  if (!(top_.threshold() > 0)) seed_threshold();
  const std::uint32_t least = needed();
  candidates_.collect(sums_, documents_, std::max(least > choice.rest ? least - choice.rest : 0, 1u));
  candidates_.sort(sums_);
  consider_candidates(choice.rest);
}

/// In their order, each with its sum and `rest`.
void WindowSearch::consider_candidates(std::uint32_t rest) {
  const std::span<const std::uint16_t> docs = candidates_.docs();
  for (std::size_t i = 0; i < docs.size(); ++i) {
    if (i + 2 * kAhead < docs.size()) scorer_.prefetch(first_ + docs[i + 2 * kAhead]);
    if (!postings_ && i + kAhead < docs.size()) scorer_.prefetch_terms(first_ + docs[i + kAhead]);
    consider(docs[i], sums_[docs[i]] + rest);
  }
}

/// Documents that an operator found; they may match without a scored term.
void WindowSearch::rank_matches() {
  if (bits_.about() <= kFewMatches) {
    candidates_.collect(bits_);
    if (candidates_.docs().size() <= kFewMatches) {
      for (const std::uint16_t doc : candidates_.docs()) consider(doc, 65535);
      return;
    }
  }
  if (needed() > 65535) return;
  sums_.sum(window_, documents_, sums_.all().parts);
  // The best bounds give a threshold, unless whether a phrase is there has to be asked first.
  if (phrase_ == nullptr && !(top_.threshold() > 0)) {
    sums_.keep(bits_.words.data());
    seed_threshold();
    for (const std::uint16_t doc : candidates_.docs()) bits_.words[doc / 64] &= ~(std::uint64_t{1} << (doc % 64));
  }
  if (const std::uint32_t least = needed(); least > 0) {
    candidates_.collect(sums_, documents_, least);
    candidates_.keep(bits_);
  } else {
    candidates_.collect(bits_);
  }
  for (const std::uint16_t doc : candidates_.docs()) consider(doc, sums_[doc]);
}

}  // namespace forestall::search
