// SPDX-License-Identifier: Apache-2.0
#include "index/merge.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/fail.h"
#include "base/hash.h"
#include "index/merge_strings.h"
#include "index/segment_writer.h"
#include "ranking/bm25f.h"

namespace forestall::index {
namespace {

/// One source's part of the partition that is being merged.
struct Part {
  std::size_t source;
  const Segment* segment;
  const Partition* partition;
  const std::uint32_t* moved;             // partition document → merged document, or kGone
  base::Column<std::uint32_t> new_terms;  // partition term → merged partition term, or kGone
  std::uint32_t next = 0;                 // next term to merge
  std::uint32_t next_word = 0, end_word = 0;
};

class PartitionMerger {
 public:
  /// `first`: number of its first document.
  PartitionMerger(std::vector<Part> parts, std::uint32_t first, SegmentWriter& writer, std::stop_token stop)
      : parts_(std::move(parts)), first_(first), writer_(writer), stop_(std::move(stop)) {}

  void add_documents(const MergedStrings& strings, std::span<const MergeSource> sources, Moved& moved) {
    std::uint32_t next = first_;
    for (Part& part : parts_) {
      std::uint32_t* const to = moved[part.source].data() + part.partition->first_document;
      part.moved = to;
      for (std::uint32_t doc = 0; doc < part.partition->documents; ++doc) {
        const std::uint32_t old = part.partition->first_document + doc;
        if (sources[part.source].overlay->removed(old)) continue;
        to[doc] = next++;
        writer_.add_document(part.segment->id(old), strings.renumbered(part.source, part.segment->info(old)),
                             part.segment->lengths(old));
      }
    }
    writer_.begin_terms();
  }

  void merge_terms() {
    for (Part& part : parts_) std::tie(part.next_word, part.end_word) = part.segment->words(*part.partition);
    std::uint32_t count = 0;
    std::vector<Part*> holders;
    for (std::uint32_t round = 0;; ++round) {
      if (round % 4096 == 0 && stop_.stop_requested()) fail(ErrorCode::unsupported, "the merge was stopped");
      const std::string_view term = smallest_term(holders);
      if (holders.empty()) return;
      std::uint32_t most = 0;
      bool word = false;
      for (const Part* part : holders) {
        const std::uint32_t ord = part->partition->first_term + part->next;
        most += part->segment->term_info(ord).df;
        word |= part->segment->is_word(ord);
      }
      writer_.begin_term(term, base::hash(term), most, word);
      bool any = false;
      for (Part* part : holders) any |= add_postings(*part);
      if (any) writer_.end_term();
      for (Part* part : holders) {
        part->new_terms.push_back(any ? count : kGone);
        ++part->next;
      }
      count += any;
    }
  }

  /// Words go with their terms: a document is not asked what words it had.
  void merge_words() {
    for (;;) {
      std::string_view smallest;
      bool any = false;
      for (const Part& part : parts_) {
        if (part.next_word == part.end_word) continue;
        const std::string_view word = part.segment->word(part.next_word);
        if (!any || word < smallest) smallest = word;
        any = true;
      }
      if (!any) return;
      WordInfo sum{0, kGone};
      for (Part& part : parts_) {
        if (part.next_word == part.end_word || part.segment->word(part.next_word) != smallest) continue;
        const WordInfo& info = part.segment->word_info(part.next_word++);
        if (const std::uint32_t term = part.new_terms.view()[info.term]; term != kGone) sum = {sum.df + info.df, term};
      }
      if (sum.term != kGone) writer_.add_word(smallest, sum);
    }
  }

  void write_forward() {
    postings::ForwardWriter forward;
    for (Part& part : parts_) {
      const std::span<const std::uint32_t> new_terms = part.new_terms.view();
      for (std::uint32_t doc = 0; doc < part.partition->documents; ++doc) {
        if (part.moved[doc] == kGone) continue;
        forward.clear();
        for (auto cursor = part.segment->forward(part.partition->first_document + doc); cursor.next();)
          forward.add(new_terms[cursor.term()], cursor.code(), cursor.tf());
        writer_.add_forward(forward);
      }
    }
  }

 private:
  std::string_view smallest_term(std::vector<Part*>& holders) {
    holders.clear();
    std::string_view smallest;
    for (Part& part : parts_) {
      if (part.next == part.partition->terms) continue;
      const std::string_view term = part.segment->term(part.partition->first_term + part.next);
      if (!holders.empty() && term > smallest) continue;
      if (!holders.empty() && term < smallest) holders.clear();
      smallest = term;
      holders.push_back(&part);
    }
    return smallest;
  }

  bool add_postings(const Part& part) {
    postings::ListPool pool;
    const postings::ListView list = part.segment->list(*part.partition, part.partition->first_term + part.next, pool);
    const std::uint8_t* record = nullptr;
    bool any = false;
    for (std::uint32_t w = 0, first = 0; w < list.windows(); ++w) {
      const postings::WindowPostings window = list.at(w, first);
      record = list.records(w, first, record);
      for (std::size_t i = 0; i < window.docs.size(); ++i) {
        const std::uint8_t* end = record;
        const std::uint32_t count = window.codes[i] == 1 ? 1 : postings::total(postings::read_tf(window.codes[i], end));
        end = postings::skip_varints(end, count);
        const std::uint32_t doc = part.moved[window.window * postings::kWindow + window.docs[i]];
        if (doc != kGone) {
          writer_.add_posting(doc - first_, window.codes[i],
                              {reinterpret_cast<const char*>(record), static_cast<std::size_t>(end - record)});
          any = true;
        }
        record = end;
      }
      list.forget_records(w);
      first += list.window_count(w);
    }
    return any;
  }

  std::vector<Part> parts_;
  const std::uint32_t first_;
  SegmentWriter& writer_;
  std::stop_token stop_;
};

schema::FieldValues averages_of(const std::vector<Part>& parts, std::span<const MergeSource> sources) {
  std::array<std::uint64_t, schema::kFields> lengths{};
  std::uint64_t documents = 0;
  for (const Part& part : parts) {
    const Overlay::PartitionLoss& loss = sources[part.source].overlay->loss(
        static_cast<std::size_t>(part.partition - part.segment->partitions().data()));
    documents += part.partition->documents - loss.documents;
    for (int f = 0; f < schema::kFields; ++f) lengths[f] += part.partition->lengths[f] - loss.lengths[f];
  }
  return ranking::averages(lengths, documents);
}

/// Whether words may be left of which no document holds any.
bool stale(const std::vector<Part>& parts, std::span<const MergeSource> sources) {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
    const auto number = static_cast<std::size_t>(part.partition - part.segment->partitions().data());
    return part.segment->words(*part.partition).first != part.segment->words(*part.partition).second &&
           (part.segment->stale_words(*part.partition) || sources[part.source].overlay->loss(number).documents > 0);
  });
}

std::uint32_t living(const std::vector<Part>& parts, std::span<const MergeSource> sources) {
  std::uint32_t left = 0;
  for (const Part& part : parts) {
    const auto number = static_cast<std::size_t>(part.partition - part.segment->partitions().data());
    left += part.partition->documents - sources[part.source].overlay->loss(number).documents;
  }
  return left;
}

Moved merge(std::span<const MergeSource> sources, Layout layout, const Averages& averages, SegmentWriter& writer,
            base::Spill* spill, const std::stop_token& stop) {
  std::map<PartitionKey, std::vector<Part>> partitions;
  Moved moved;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    moved.emplace_back(sources[i].segment->size(), kGone);
    for (const Partition& partition : sources[i].segment->partitions())
      partitions[{partition.space, !partition.counted, partition.lang}].push_back(
          {i, sources[i].segment.get(), &partition, nullptr, base::Column<std::uint32_t>(spill)});
  }
  const MergedStrings strings(sources, writer);
  std::uint32_t first = 0;
  for (auto& [key, parts] : partitions) {
    const std::uint32_t left = living(parts, sources);
    if (left == 0) continue;
    writer.begin_partition(key, averages ? averages(key.space, key.lang, {}) : averages_of(parts, sources),
                           stale(parts, sources));
    PartitionMerger merger(std::move(parts), first, writer, stop);
    merger.add_documents(strings, sources, moved);
    merger.merge_terms();
    merger.merge_words();
    if (layout == Layout::fast) merger.write_forward();
    writer.end_partition();
    first += left;
  }
  return moved;
}

}  // namespace

Merged merge_segments(std::span<const MergeSource> sources, const Schema& schema, Layout layout,
                      const Averages& averages, std::stop_token stop) {
  SegmentWriter writer(schema, layout);
  Moved moved = merge(sources, layout, averages, writer, nullptr, stop);
  return {writer.finish(), std::move(moved)};
}

Moved write_merged(std::span<const MergeSource> sources, const Schema& schema, Layout layout, const Averages& averages,
                   base::Spill& spill, std::stop_token stop) {
  SegmentWriter writer(schema, layout, &spill);
  Moved moved = merge(sources, layout, averages, writer, &spill, stop);
  writer.finish(spill.file());
  return moved;
}

CarryOver::CarryOver(std::shared_ptr<const Segment> merged, Moved moved)
    : merged_(std::move(merged)), moved_(std::move(moved)), overlay_(Overlay::none(*merged_)) {}

std::size_t CarryOver::take(std::span<const MergeSource> now) {
  std::vector<std::uint32_t> gone;
  std::vector<std::pair<std::uint32_t, VoteCount>> votes;
  taken_.resize(now.size());
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (std::exchange(taken_[i], now[i].overlay) == now[i].overlay) continue;
    for (std::uint32_t doc = 0; doc < now[i].segment->size(); ++doc) {
      const std::uint32_t target = moved_[i][doc];
      if (target == kGone) continue;
      if (now[i].overlay->removed(doc)) {
        gone.push_back(target);
        moved_[i][doc] = kGone;
      } else if (const VoteCount voters = now[i].overlay->voters(doc); voters != overlay_->voters(target)) {
        votes.emplace_back(target, voters);
      }
    }
  }
  if (!votes.empty()) overlay_ = overlay_->with_votes(*merged_, votes);
  if (!gone.empty()) overlay_ = overlay_->without(*merged_, gone);
  return gone.size();
}

}  // namespace forestall::index
