// SPDX-License-Identifier: Apache-2.0
// The documents of a window that are visited in one list, and what the other lists and rows hold of them. Nothing here
// hangs on a branch that cannot be foreseen: one guessed wrong costs as much as a dozen look-ups.
#include <algorithm>
#include <utility>

#include "ranking/prior.h"
#include "search/evaluate/lists/list_search.h"

namespace forestall::search {
namespace {

// Documents whose place can be written down in the time of one search.
constexpr std::size_t kSearch = 12;

/// The place of `doc` in ascending documents of a window, or `none`. Documents are spread about evenly, so that it is
/// not far from its share of the window: looking there first spares reading half a dozen places far apart.
std::uint16_t find_doc(std::span<const std::uint16_t> docs, std::uint16_t doc, std::uint16_t none) {
  constexpr std::size_t kNear = 64;
  const std::uint16_t* at = docs.data();
  std::size_t left = docs.size();
  if (left == 0) return none;
  if (left > 4 * kNear) {
    const std::size_t guess = doc * left / postings::kWindow;
    const std::size_t from = guess - std::min(guess, kNear), to = std::min(guess + kNear, left - 1);
    const bool behind = docs[from] <= doc, before = docs[to] >= doc;
    if (behind) at += from;
    left = (before ? to + 1 : left) - (behind ? from : 0);
  }
  while (left > 1) {  // without branches, which could not be foreseen
    const std::size_t half = left / 2;
    at += half * static_cast<std::size_t>(at[half] <= doc);
    left -= half;
  }
  return *at == doc ? static_cast<std::uint16_t>(at - docs.data()) : none;
}

}  // namespace

const postings::WindowPostings& ListSearch::found(Source& source) {
  if (source.window != window_) {
    source.found = source.cursor.seek(window_);
    source.window = window_;
  }
  return source.found;
}

/// A term at a time, keeping what may still be among the best: so nothing hangs on branches that cannot be foreseen.
void ListSearch::visit(std::size_t driver, std::uint32_t least, std::uint32_t below) {
  const Source& source = sources_[order_[driver]];
  const postings::WindowPostings& listed = found(sources_[order_[driver]]);
  const auto count = static_cast<std::uint32_t>(listed.docs.size());
  if (chosen_.size() < count) chosen_.resize(count);
  std::uint32_t chosen = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    chosen_[chosen] = static_cast<std::uint16_t>(i);
    chosen += (listed.impacts[i] - least) < (below - least);
  }
  if (candidates_.size() < chosen + 1) candidates_.resize(chosen + 1);
  const double threshold = this->threshold();
  found_ = 0;
  for (std::uint32_t i = 0; i < chosen; ++i) {
    Candidate& to = candidates_[found_];
    to.doc = listed.docs[chosen_[i]];
    to.bound = source.value * bounds_.of(listed.impacts[chosen_[i]]) + source.rest;
    to.prior = prior_of(to.doc);
    to.at.fill(kUnknown);
    to.at[order_[driver]] = chosen_[i];
    found_ += reaches(to, threshold);
  }
  // Rows are cheap to look up; of all words the rarest, which have lists, leave the fewest candidates.
  for (const bool rows : {!all_, all_})
    for (std::size_t i = driver + 1; i < order_.size() && found_ > 0; ++i) {
      if (sources_[order_[i]].resolved->row.present() != rows) continue;
      if (rows)
        look_up_row(order_[i]);
      else
        look_up_list(order_[i]);
    }
  offer_candidates();
}

/// At least the document's prior, more closely than its window's.
double ListSearch::prior_of(std::uint32_t doc) const {
  const std::uint8_t byte =
      scope_.source->overlay->prior_byte(*scope_.source->segment, scope_.partition->first_document + first_ + doc);
  return byte == ranking::kPriorUnbounded ? prior_bound_ : byte / ranking::kPriorParts * other_bound_ * kMargin;
}

/// Adds what a term adds to the candidates' bounds; drops those that cannot be among the best. `held(doc)`: where the
/// document stands in the term's postings, and its impact; 0: it has none of the term.
template <typename Held>
void ListSearch::look_up(std::size_t number, const Held& held) {
  const Source& source = sources_[number];
  const double threshold = this->threshold();
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < found_; ++i) {
    Candidate& to = candidates_[kept];
    if (kept != i) to = candidates_[i];
    const auto [at, impact] = held(to.doc);
    to.at[number] = at;
    to.bound += source.value * bounds_.of(impact) - source.most;
    kept += reaches(to, threshold) & static_cast<std::uint32_t>(!all_ || impact != 0);
  }
  found_ = kept;
}

void ListSearch::look_up_row(std::size_t number) {
  const postings::DenseRow& row = sources_[number].resolved->row;
  look_up(number, [&](std::uint16_t doc) {
    const std::uint8_t impact = row.impact(first_ + doc);
    return std::pair(static_cast<std::uint16_t>(kUnknown + (impact == 0)), impact);  // kAbsent follows
  });
}

void ListSearch::look_up_list(std::size_t number) {
  const postings::WindowPostings& postings = found(sources_[number]);
  const std::size_t count = postings.docs.size();
  const auto held = [&](std::uint16_t at) {
    return std::pair(at, at == kAbsent ? std::uint8_t{0} : postings.impacts[at]);
  };
  if (count == 0) return look_up(number, [&](std::uint16_t) { return held(kAbsent); });
  if (count > found_ * kSearch)
    return look_up(number, [&](std::uint16_t doc) { return held(find_doc(postings.docs, doc, kAbsent)); });
  if (places_.empty()) places_.resize(postings::kWindow);
  for (std::size_t i = 0; i < count; ++i) places_[postings.docs[i]] = static_cast<std::uint16_t>(i);
  look_up(number, [&](std::uint16_t doc) {
    const auto at = static_cast<std::uint16_t>(std::min<std::size_t>(places_[doc], count - 1));
    return held(postings.docs[at] == doc ? at : kAbsent);
  });
}

/// Finds where the document stands in a term's postings, if that is not known yet. False: not there.
bool ListSearch::locate(Candidate& candidate, std::size_t number) {
  std::uint16_t& at = candidate.at[number];
  if (at == kUnknown) at = find_doc(found(sources_[number]).docs, candidate.doc, kAbsent);
  return at != kAbsent;
}

}  // namespace forestall::search
