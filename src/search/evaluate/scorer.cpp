// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/scorer.h"

#include <algorithm>
#include <span>

#include "base/hash.h"
#include "index/audience.h"
#include "ranking/bm25f.h"
#include "ranking/prior.h"

namespace forestall::search {
namespace {

schema::FieldCounts masked(schema::FieldCounts tf, std::uint8_t fields) {
  for (int f = 0; f < schema::kFields; ++f)
    if ((fields >> f & 1) == 0) tf[f] = 0;
  return tf;
}

}  // namespace

Scorer::Scorer(const index::Snapshot& snapshot, const Scope& scope, const ScoreRules& rules)
    : snapshot_(snapshot), scope_(scope), rules_(rules), forward_(snapshot, scope.leaf) {
  if (rules.products.empty()) return;
  const index::Segment& segment = *scope.source->segment;
  same_product_.resize(segment.strings());
  for (const std::uint32_t number : segment.distinct(index::Column::products)) {
    const std::string_view set = segment.string(number);
    const auto members = index::split(set, index::kMember);
    same_product_[number] =
        set.empty() || std::any_of(members.begin(), members.end(), [&](std::string_view member) {
          return std::find(rules.products.begin(), rules.products.end(), member) != rules.products.end();
        });
  }
}

void Scorer::prepare() const {
  bits_.resize(scope_.partition->terms / 64 + 1);
  for (std::uint32_t i = 0; i < scope_.terms.size(); ++i) {
    if (!scope_.terms[i].present) continue;
    const std::uint32_t term = scope_.terms[i].ord - scope_.partition->first_term;
    wanted_.emplace_back(term, i);
    bits_[term / 64] |= std::uint64_t{1} << (term % 64);
  }
  std::sort(wanted_.begin(), wanted_.end());
}

TermParts Scorer::term_parts(std::uint32_t doc) const {
  const auto& lengths = scope_.source->segment->lengths(scope_.partition->first_document + doc);
  return {ranking::field_factors(*scope_.schema, lengths, scope_.averages), k1(doc)};
}

double TermParts::of(const QueryTerm& term, schema::FieldCounts tf) const {
  if (term.fields != kAllFields) tf = masked(tf, term.fields);
  return term.weight * term.idf * ranking::saturate(ranking::combined_tf(tf, factors), k1);
}

Kind Scorer::kind(std::uint32_t doc) const {
  return static_cast<Kind>(scope_.source->segment->info(scope_.partition->first_document + doc).kind);
}

double Scorer::k1(std::uint32_t doc) const {
  return rules_.draft ? schema::k1_of(*scope_.schema, kind(doc)) : scope_.schema->k1_search;
}

double Scorer::prior(std::uint32_t doc) const {
  const std::uint32_t global = scope_.partition->first_document + doc;
  const index::DocInfo& info = scope_.source->segment->info(global);
  double prior = ranking::vote_prior(snapshot_.votes({scope_.leaf, global}), kind(doc));
  if (info.created != index::kNoTime && ranking::ages(kind(doc))) prior *= ranking::age_prior(info.created, rules_.now);
  if (!same_product_.empty() && !same_product_[info.products]) prior *= ranking::kOtherProduct;
  return prior;
}

bool Scorer::title_counts(std::uint32_t doc) const {
  return scope_.partition->space == index::Space::documents && ranking::has_edited_title(kind(doc));
}

double Scorer::title_bound(std::uint32_t doc) const { return title_counts(doc) ? 1 + ranking::kTitleBonus : 1; }

double Scorer::prior_bound(std::uint32_t window) const {
  return scope_.source->overlay->prior_bound(*scope_.source->segment, *scope_.partition, window) * other_bound(window);
}

double Scorer::scope_bound() const {
  const double k1 = rules_.draft ? schema::largest_k1(*scope_.schema) : scope_.schema->k1_search;
  double text = 0;
  for (std::size_t i = 0; i < scope_.terms.size(); ++i)
    if (scope_.terms[i].present) text += scope_.plan->terms[i].weight * scope_.plan->terms[i].idf;
  return text * (k1 + 1) * prior_bound(0) * (1 + 1e-9);
}

double Scorer::other_bound(std::uint32_t window) const {
  const auto& facts = scope_.source->segment->window_facts(*scope_.partition, window);
  const double bound = facts.newest != index::kNoTime ? ranking::age_prior(facts.newest, rules_.now) : 1;
  return titles_may_count(window) ? bound * (1 + ranking::kTitleBonus) : bound;
}

bool Scorer::titles_may_count(std::uint32_t window) const {
  if (scope_.partition->space != index::Space::documents) return false;
  const auto& facts = scope_.source->segment->window_facts(*scope_.partition, window);
  for (int kind = 0; kind < kKinds; ++kind)
    if (facts.has(static_cast<Kind>(kind)) && ranking::has_edited_title(static_cast<Kind>(kind))) return true;
  return false;
}

double Scorer::title_idf(std::uint32_t term) const {
  const auto [found, fresh] = title_idfs_.try_emplace(term, 0);
  if (fresh) {
    const std::string_view text = scope_.source->segment->term(scope_.partition->first_term + term);
    found->second = scope_.statistics->idf(text, base::hash(text));
  }
  return found->second;
}

/// The document's terms that the query names, and the other ones of its title. Kept apart from the sums: which of its
/// terms are wanted cannot be foreseen, and a branch guessed wrong costs as much as a score.
void Scorer::gather(std::uint32_t doc, bool titled) const {
  auto cursor = forward_.of(scope_.partition->first_document + doc);
  if (matches_.size() <= cursor.left()) matches_.resize(cursor.left() + 1);
  others_.clear();
  escapes_.clear();
  Match* const matches = matches_.data();
  const std::uint64_t* const bits = bits_.data();
  std::size_t found = 0;
  while (cursor.next()) {
    const std::uint32_t term = cursor.term();
    const bool wanted = (bits[term / 64] >> (term % 64) & 1) != 0;
    matches[found] = {term, cursor.code(), static_cast<std::uint32_t>(escapes_.size())};
    if (cursor.code() == postings::kEscape) escapes_.push_back(cursor.tf());
    found += wanted;
    if (titled && !wanted && cursor.tf()[schema::kTitle] > 0) others_.push_back(term);
  }
  found_ = found;
}

template <typename Each>
Scorer::Parts Scorer::parts(std::uint32_t doc, double least, Each&& each) const {
  if (bits_.empty()) prepare();
  const TermParts of_document = term_parts(doc);
  const bool titled = title_counts(doc);
  gather(doc, titled);
  double sum = 0, named = 0;
  auto next = wanted_.begin();
  for (const Match& match : std::span(matches_.data(), found_)) {
    const schema::FieldCounts& tf = this->tf(match);
    while (next->first < match.term) ++next;
    double idf = 0;
    for (; next != wanted_.end() && next->first == match.term; ++next) {
      const QueryTerm& wanted = scope_.plan->terms[next->second];
      const double part = of_document.of(wanted, tf);
      sum += part;
      idf = wanted.idf;
      each(next->second, part);
    }
    if (tf[schema::kTitle] > 0) named += idf;
  }
  double prior = this->prior(doc);
  if (!titled || named == 0 || sum * prior * (1 + ranking::kTitleBonus) * (1 + 1e-9) < least) return {sum, prior};
  double title = named;
  for (const std::uint32_t term : others_) title += title_idf(term);
  return {sum, prior * (1 + ranking::kTitleBonus * (named / title))};
}

double Scorer::score(std::uint32_t doc, double least) const {
  return parts(doc, least, [](std::uint32_t, double) {}).score();
}

Scorer::Parts Scorer::score(std::uint32_t doc, std::vector<double>& contributions) const {
  contributions.assign(scope_.plan->terms.size(), 0);
  return parts(doc, kAnyScore, [&](std::uint32_t term, double part) { contributions[term] += part; });
}

}  // namespace forestall::search
