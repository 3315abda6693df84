// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forestall/document.h"
#include "index/segment.h"
#include "index/term_counts.h"

namespace forestall::index {

class ForwardReader;

/// What changed in a segment since it was written: documents that are gone, and voters' votes. An immutable value;
/// changing it gives a new one that shares what stayed the same. Thread-safe.
class Overlay {
 public:
  /// Nothing removed, no votes.
  static std::shared_ptr<const Overlay> none(const Segment& segment);
  /// Of a sidecar that `serialize` wrote for the same segment. Throws `Error(corrupt)` naming the segment.
  static std::shared_ptr<const Overlay> from_bytes(const Segment& segment, std::string_view bytes);
  std::string serialize() const;

  /// A copy in which these documents are gone too. Documents that are gone already are passed over.
  /// `forward`, of the segment in a snapshot where they are stored, spares a compact segment going through its lists.
  std::shared_ptr<const Overlay> without(const Segment& segment, std::span<const std::uint32_t> docs,
                                         ForwardReader* forward = nullptr) const;
  /// The same in two steps, of which the first takes the time and needs no overlay. `docs`: each once.
  struct Removal;
  static Removal removal(const Segment& segment, std::vector<std::uint32_t> docs, ForwardReader* forward = nullptr);
  /// None of the documents may be gone already.
  std::shared_ptr<const Overlay> without(const Segment& segment, const Removal& removal) const;
  /// A copy with these voters' totals.
  std::shared_ptr<const Overlay> with_votes(const Segment& segment,
                                            std::span<const std::pair<std::uint32_t, VoteCount>> totals) const;

  bool removed(std::uint32_t doc) const { return !removed_.empty() && (removed_[doc / 64] >> (doc % 64) & 1) != 0; }
  std::uint32_t removed_documents() const { return removed_count_; }
  /// Removed documents of a partition, and the sum of their lengths.
  struct PartitionLoss {
    std::uint64_t documents = 0;
    std::array<std::uint64_t, schema::kFields> lengths{};
  };
  const PartitionLoss& loss(std::size_t partition) const { return losses_[partition]; }
  /// How many removed documents hold the term.
  std::uint32_t removed_df(std::uint32_t term) const;

  /// The voters' votes on a document, without its base.
  VoteCount voters(std::uint32_t doc) const;
  /// ranking::prior_byte that bounds the document's vote prior, voters' votes counted.
  std::uint8_t prior_byte(const Segment& segment, std::uint32_t doc) const {
    const std::uint8_t base = segment.priors()[doc];
    if (vote_pages_.empty() || !vote_pages_[doc / kPage]) return base;
    return std::max(base, vote_pages_[doc / kPage]->byte);
  }
  bool has_votes() const { return !vote_pages_.empty(); }
  /// At least the vote prior of every document of that window of the partition, base included; 0 if no voter's vote
  /// there.
  float prior_bound(const Segment& segment, const Partition& partition, std::uint32_t window) const;

 private:
  static constexpr std::uint32_t kPage = 512;
  struct Page {
    VoteCount totals[kPage];
    float bound = 0;        // at least the prior of its documents that have votes
    std::uint8_t byte = 0;  // the same as ranking::prior_byte
  };
  void add_counts(std::shared_ptr<const TermCounts> added);
  std::vector<std::uint64_t> removed_;
  std::uint32_t removed_count_ = 0;
  std::vector<PartitionLoss> losses_;
  std::vector<std::shared_ptr<const TermCounts>> counts_;  // of removed documents, by term; each a part
  std::vector<std::shared_ptr<const Page>> vote_pages_;    // empty: no votes
};

struct Overlay::Removal {
  std::vector<std::uint32_t> docs;
  std::vector<PartitionLoss> losses;  ///< by partition
  std::shared_ptr<const TermCounts> counts;
};

}  // namespace forestall::index
