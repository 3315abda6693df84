// SPDX-License-Identifier: Apache-2.0
#include "index/overlay.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/bytes.h"
#include "base/fail.h"
#include "index/forward_reader.h"
#include "ranking/prior.h"

namespace forestall::index {
namespace {

float bound_of(const DocInfo& info, const VoteCount& voters) {
  const VoteCount& base = info.votes;
  const VoteCount both = ranking::sum(base, voters);
  return std::nextafter(static_cast<float>(ranking::vote_prior(both, static_cast<Kind>(info.kind))), 1e9F);
}

/// Whether the term's list, if it is short, holds the document: what the analysis gives today may be something else.
bool may_hold(const Segment& segment, const Partition& partition, std::uint32_t term, std::uint32_t doc) {
  constexpr std::uint32_t kShort = 1024;
  if (segment.term_info(term).df > kShort) return true;
  postings::ListPool pool;
  const postings::ListView list = segment.list(partition, term, pool);
  const std::uint32_t number = doc - partition.first_document;
  for (std::uint32_t w = 0, first = 0; w < list.windows(); first += list.window_count(w++)) {
    if (list.window_number(w) != number / postings::kWindow) continue;
    const auto docs = list.at(w, first).docs;
    return std::binary_search(docs.begin(), docs.end(), number % postings::kWindow);
  }
  return false;
}

/// The terms of a compact segment's document by analysing it anew; false if that does not give what was indexed.
bool analysed_terms(const Segment& segment, ForwardReader& forward, std::uint32_t doc,
                    std::vector<std::uint32_t>& terms) {
  const Partition& partition = segment.partition_of(doc);
  schema::FieldCounts lengths{};
  try {
    for (auto cursor = forward.of(doc); cursor.next();) {
      const std::uint32_t term = partition.first_term + cursor.term();
      if (!may_hold(segment, partition, term, doc)) return false;
      for (std::size_t f = 0; f < schema::kFields; ++f) lengths[f] += cursor.tf()[f];
      terms.push_back(term);
    }
  } catch (const Error&) {
    return false;
  }
  return lengths == segment.lengths(doc);
}

/// Terms of documents of a compact segment, each as often as it stands in one of them. Many are found sooner in the
/// lists.
std::vector<std::uint32_t> compact_terms(const Segment& segment, std::span<const std::uint32_t> docs,
                                         ForwardReader* forward) {
  constexpr std::size_t kMany = 100;
  std::vector<std::uint32_t> terms;
  if (forward != nullptr && docs.size() < kMany && std::all_of(docs.begin(), docs.end(), [&](std::uint32_t doc) {
        return analysed_terms(segment, *forward, doc, terms);
      }))
    return terms;
  return segment.terms_of(docs);
}

}  // namespace

std::shared_ptr<const Overlay> Overlay::none(const Segment& segment) {
  auto overlay = std::make_shared<Overlay>();
  overlay->losses_.resize(segment.partitions().size());
  return overlay;
}

/// The parts are kept in falling sizes, each at least four times the next: a term is looked up in few of them.
void Overlay::add_counts(std::shared_ptr<const TermCounts> added) {
  if (added->size() == 0) return;
  while (!counts_.empty() && counts_.back()->size() < 4 * added->size()) {
    added = std::make_shared<const TermCounts>(TermCounts::sum(*counts_.back(), *added));
    counts_.pop_back();
  }
  counts_.push_back(std::move(added));
}

Overlay::Removal Overlay::removal(const Segment& segment, std::vector<std::uint32_t> docs, ForwardReader* forward) {
  Removal out;
  out.losses.resize(segment.partitions().size());
  std::vector<std::uint32_t> terms;
  for (const std::uint32_t doc : docs) {
    const Partition& partition = segment.partition_of(doc);
    PartitionLoss& loss = out.losses[static_cast<std::size_t>(&partition - segment.partitions().data())];
    ++loss.documents;
    for (int f = 0; f < schema::kFields; ++f) loss.lengths[f] += segment.lengths(doc)[f];
    if (segment.compact()) continue;
    for (auto cursor = segment.forward(doc); cursor.next();) terms.push_back(partition.first_term + cursor.term());
  }
  if (segment.compact() && !docs.empty()) terms = compact_terms(segment, docs, forward);
  std::sort(terms.begin(), terms.end());
  std::vector<TermCounts::Pair> counts;
  for (const std::uint32_t term : terms)
    if (!counts.empty() && counts.back().first == term)
      ++counts.back().second;
    else
      counts.emplace_back(term, 1);
  out.counts = std::make_shared<const TermCounts>(std::move(counts));
  out.docs = std::move(docs);
  return out;
}

std::shared_ptr<const Overlay> Overlay::without(const Segment& segment, const Removal& removal) const {
  auto next = std::make_shared<Overlay>(*this);
  if (next->removed_.empty()) next->removed_.resize((segment.size() + 63) / 64);
  for (const std::uint32_t doc : removal.docs) next->removed_[doc / 64] |= std::uint64_t{1} << (doc % 64);
  next->removed_count_ += static_cast<std::uint32_t>(removal.docs.size());
  for (std::size_t i = 0; i < removal.losses.size(); ++i) {
    next->losses_[i].documents += removal.losses[i].documents;
    for (int f = 0; f < schema::kFields; ++f) next->losses_[i].lengths[f] += removal.losses[i].lengths[f];
  }
  next->add_counts(removal.counts);
  return next;
}

std::shared_ptr<const Overlay> Overlay::without(const Segment& segment, std::span<const std::uint32_t> docs,
                                                ForwardReader* forward) const {
  std::vector<std::uint32_t> living(docs.begin(), docs.end());
  std::sort(living.begin(), living.end());
  living.erase(std::unique(living.begin(), living.end()), living.end());
  std::erase_if(living, [&](std::uint32_t doc) { return removed(doc); });
  return without(segment, removal(segment, std::move(living), forward));
}

std::shared_ptr<const Overlay> Overlay::with_votes(const Segment& segment,
                                                   std::span<const std::pair<std::uint32_t, VoteCount>> totals) const {
  auto next = std::make_shared<Overlay>(*this);
  if (next->vote_pages_.empty()) next->vote_pages_.resize((segment.size() + kPage - 1) / kPage);
  for (const auto& [doc, total] : totals) {
    auto& slot = next->vote_pages_[doc / kPage];
    auto page = slot ? std::make_shared<Page>(*slot) : std::make_shared<Page>();
    page->totals[doc % kPage] = total;
    page->bound = std::max(page->bound, bound_of(segment.info(doc), total));
    page->byte = ranking::prior_byte(page->bound);
    slot = std::move(page);
  }
  return next;
}

std::uint32_t Overlay::removed_df(std::uint32_t term) const {
  std::uint32_t count = 0;
  for (const auto& part : counts_) count += part->of(term);
  return count;
}

VoteCount Overlay::voters(std::uint32_t doc) const {
  if (vote_pages_.empty() || !vote_pages_[doc / kPage]) return {};
  return vote_pages_[doc / kPage]->totals[doc % kPage];
}

float Overlay::prior_bound(const Segment& segment, const Partition& partition, std::uint32_t window) const {
  float bound = segment.prior_bound(partition, window);
  if (vote_pages_.empty()) return bound;
  const std::uint32_t first = partition.first_document + window * postings::kWindow;
  const std::uint32_t last = std::min(first + postings::kWindow, partition.first_document + partition.documents) - 1;
  for (std::uint32_t page = first / kPage; page <= last / kPage; ++page)
    if (vote_pages_[page]) bound = std::max(bound, vote_pages_[page]->bound);
  return bound;
}

// Sidecar: varint removed documents; varint differences of their numbers; varint terms; (varint difference of
// the term, varint count) each; varint voted documents; (varint difference, varint helpful, varint unhelpful) each.
std::string Overlay::serialize() const {
  std::string bytes;
  base::ByteWriter out(bytes);
  out.varint(removed_count_);
  std::uint32_t last = 0;
  for (std::uint32_t word = 0; word < removed_.size(); ++word)
    for (std::uint64_t bits = removed_[word]; bits != 0; bits &= bits - 1) {
      const std::uint32_t doc = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      out.varint(doc - last);
      last = doc;
    }
  TermCounts all({});
  for (const auto& part : counts_) all = TermCounts::sum(all, *part);
  out.varint(all.size());
  last = 0;
  for (const auto& [term, count] : all.pairs()) {
    out.varint(term - last);
    out.varint(count);
    last = term;
  }
  std::vector<std::uint32_t> voted;
  for (std::uint32_t page = 0; page < vote_pages_.size(); ++page)
    for (std::uint32_t i = 0; vote_pages_[page] && i < kPage; ++i)
      if (vote_pages_[page]->totals[i] != VoteCount{}) voted.push_back(page * kPage + i);
  out.varint(voted.size());
  last = 0;
  for (const std::uint32_t doc : voted) {
    out.varint(doc - last);
    out.varint(voters(doc).helpful);
    out.varint(voters(doc).unhelpful);
    last = doc;
  }
  return bytes;
}

std::shared_ptr<const Overlay> Overlay::from_bytes(const Segment& segment, std::string_view bytes) {
  const std::string what = "the sidecar of " + segment.file().name();
  base::ByteReader in(bytes, what);
  auto overlay = std::make_shared<Overlay>(*none(segment));
  const auto next_below = [&](std::uint64_t last, std::uint64_t limit) {
    const std::uint64_t value = last + in.varint();
    if (value >= limit) fail(ErrorCode::corrupt, "{}: number {} is out of range", what, value);
    return static_cast<std::uint32_t>(value);
  };
  overlay->removed_count_ = static_cast<std::uint32_t>(in.varint());
  if (overlay->removed_count_ > 0) overlay->removed_.resize((segment.size() + 63) / 64);
  std::uint32_t last = 0;
  for (std::uint32_t i = 0; i < overlay->removed_count_; ++i) {
    last = next_below(last, segment.size());
    overlay->removed_[last / 64] |= std::uint64_t{1} << (last % 64);
    PartitionLoss& loss =
        overlay->losses_[static_cast<std::size_t>(&segment.partition_of(last) - segment.partitions().data())];
    ++loss.documents;
    for (int f = 0; f < schema::kFields; ++f) loss.lengths[f] += segment.lengths(last)[f];
  }
  std::vector<TermCounts::Pair> counts;
  last = 0;
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    last = next_below(last, segment.terms());
    counts.emplace_back(last, static_cast<std::uint32_t>(in.varint()));
  }
  overlay->add_counts(std::make_shared<const TermCounts>(std::move(counts)));
  std::vector<std::pair<std::uint32_t, VoteCount>> totals;
  last = 0;
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    last = next_below(last, segment.size());
    const auto helpful = static_cast<std::uint32_t>(in.varint());
    totals.emplace_back(last, VoteCount{helpful, static_cast<std::uint32_t>(in.varint())});
  }
  return totals.empty() ? overlay : overlay->with_votes(segment, totals);
}

}  // namespace forestall::index
