// SPDX-License-Identifier: Apache-2.0
// The steps of the background work: segments in memory are merged, memory is written to a file, files are merged. A
// step claims the segments that it will replace; writes only append others, and change overlays, meanwhile.
#include <algorithm>

#include "base/fail.h"
#include "index/merge_policy.h"
#include "index/writer.h"

namespace forestall::index {
namespace {

constexpr double kDrift = 1.15;  // impacts baked with averages this far off are baked anew
constexpr MergePolicy kMemoryPolicy{6, 3}, kFilePolicy{2, 2};
// Files that large writes have become as they were: while more of an import may come, fewer merges are better.
constexpr MergePolicy kImportPolicy{2, 4};
constexpr std::uint32_t kHollow = 8;  // a file of which one document in so many is removed is written anew
// Segments that one write made are merged in memory up to this part of the budget: larger ones are flushed soon.
constexpr std::uint64_t kLargeWrite = 32;

/// All of it is read: what the disk got wrong replaces nothing, and no search meets pages that must be mapped and
/// checked.
std::shared_ptr<const Segment> read_back(const std::filesystem::path& path) {
  auto segment = std::make_shared<const Segment>(storage::SectionFile::open(path));
  segment->file().verify_all();
  return segment;
}

}  // namespace

/// Keeps segments from being chosen twice until it ends. Made while `writing_` is held.
class Writer::Claim {
 public:
  explicit Claim(Writer& writer) : writer_(writer) {}
  void take(const Chosen& chosen) {
    for (const auto& segment : chosen) writer_.leaf_of(segment).claimed = true;
    held_.insert(held_.end(), chosen.begin(), chosen.end());
  }
  ~Claim() {
    const std::lock_guard writing(writer_.writing_);
    for (LiveLeaf& leaf : writer_.leaves_)
      if (std::find(held_.begin(), held_.end(), leaf.segment) != held_.end()) leaf.claimed = false;
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;

 private:
  Writer& writer_;
  Chosen held_;
};

LiveLeaf& Writer::leaf_of(const std::shared_ptr<const Segment>& segment) {
  return *std::find_if(leaves_.begin(), leaves_.end(), [&](const LiveLeaf& leaf) { return leaf.segment == segment; });
}

std::vector<MergeSource> Writer::sources(const Chosen& chosen) {
  std::vector<MergeSource> sources;
  for (const auto& segment : chosen) sources.push_back({segment, leaf_of(segment).overlay});
  return sources;
}

bool Writer::tidied(const LiveLeaf& leaf) const {
  return leaf.file == 0 && !leaf.claimed && (leaf.merged || leaf.bytes() < options_.memory_budget / kLargeWrite);
}

Writer::Chosen Writer::memory_to_merge() const {
  Chosen candidates, chosen;
  std::vector<std::uint64_t> sizes;
  for (const LiveLeaf& leaf : leaves_)
    if (tidied(leaf)) {
      candidates.push_back(leaf.segment);
      sizes.push_back(leaf.bytes());
    }
  for (const std::size_t i : due_for_merge(sizes, kMemoryPolicy)) chosen.push_back(candidates[i]);
  return chosen;
}

/// Merges segments in memory, so that a search never meets many.
bool Writer::tidy_memory() {
  const std::lock_guard tidying(tidying_);
  Claim claim(*this);
  std::vector<MergeSource> parts;
  Chosen chosen;
  {
    const std::lock_guard writing(writing_);
    chosen = memory_to_merge();
    if (chosen.empty()) return false;
    claim.take(chosen);
    parts = sources(chosen);
  }
  Merged merged = merge_segments(parts, *schema_, Layout::fast, averages(snapshot()), stop_.get_token());
  auto segment = std::make_shared<const Segment>(storage::SectionFile::from_memory(std::move(merged.image)));
  CarryOver carried = carry_over(chosen, segment, std::move(merged.moved));
  const std::lock_guard writing(writing_);
  swap(chosen, std::move(segment), carried, 0);
  publish();
  return true;
}

/// What has happened to the sources of a merged segment meanwhile, as far as it can be had without making writers wait.
CarryOver Writer::carry_over(const Chosen& chosen, std::shared_ptr<const Segment> merged, Moved moved) {
  constexpr std::size_t kFew = 500;
  constexpr int kMostTimes = 4;
  CarryOver carried(std::move(merged), std::move(moved));
  for (int times = 0; times < kMostTimes; ++times) {
    std::unique_lock writing(writing_);
    const std::vector<MergeSource> now = sources(chosen);
    writing.unlock();
    if (carried.take(now) < kFew) break;
  }
  return carried;
}

/// Puts the merged segment in the place of its sources, with what happened to them meanwhile.
void Writer::swap(const Chosen& chosen, std::shared_ptr<const Segment> merged, CarryOver& carried, std::uint64_t file) {
  carried.take(sources(chosen));
  const auto& overlay = carried.overlay();
  std::vector<LiveLeaf> next;
  for (LiveLeaf& leaf : leaves_)
    if (std::find(chosen.begin(), chosen.end(), leaf.segment) == chosen.end()) next.push_back(std::move(leaf));
  if (merged->size() > 0) next.push_back({std::move(merged), overlay, file, true, true, false});
  leaves_ = std::move(next);
}

void Writer::merge_into_file(const Chosen& chosen, std::uint64_t journal_from) {
  std::vector<MergeSource> parts;
  std::uint64_t number = 0;
  {
    const std::lock_guard writing(writing_);
    parts = sources(chosen);
    number = next_file_++;
  }
  base::Spill spill(store_->segment_path(number), options_.memory_budget / 2);
  Moved moved = write_merged(parts, *schema_, schema_->layout, averages(snapshot()), spill, stop_.get_token());
  auto segment = read_back(spill.file());
  CarryOver carried = carry_over(chosen, segment, std::move(moved));
  sync_early();
  {
    const std::lock_guard writing(writing_);
    const std::vector<LiveLeaf> before = leaves_;
    swap(chosen, std::move(segment), carried, number);
    try {
      publish_manifest(journal_from);
    } catch (...) {
      leaves_ = before;  // the rows still hold what the file would have; it is an orphan now
      throw;
    }
    publish();
  }
  store_->remove_orphans({});
}

/// A manifest is fsynced while writers wait, and all of the log with it: most of that can be done before.
void Writer::sync_early() {
  if (options_.durability != Durability::os) store_->sync();
}

void Writer::publish_manifest(std::uint64_t journal_from) {
  storage::Manifest manifest;
  std::map<std::uint64_t, std::string> sidecars;
  for (const LiveLeaf& leaf : leaves_) {
    if (leaf.file == 0) continue;
    manifest.segments.push_back({leaf.file, leaf.bytes()});
    if (leaf.changed) sidecars[leaf.file] = leaf.overlay->serialize();
  }
  manifest.next_file = next_file_;
  manifest.next_number = next_number_;
  manifest.journal_from = journal_from;
  store_->publish(manifest, sidecars);
  journal_from_ = journal_from;
  for (LiveLeaf& leaf : leaves_) leaf.changed &= leaf.file == 0;
}

/// Whether a segment in memory is worth a file of its own, as it is: a large batch's. Files of a compact index are
/// packed, segments in memory never.
bool Writer::whole(const LiveLeaf& leaf, const Snapshot& snapshot) const {
  return schema_->layout == Layout::fast && leaf.bytes() >= options_.memory_budget / 4 &&
         leaf.overlay->removed_documents() == 0 && !drifted(*leaf.segment, snapshot);
}

void Writer::flush_as_it_is(const std::shared_ptr<const Segment>& memory, std::uint64_t journal_from) {
  std::uint64_t number = 0;
  {
    const std::lock_guard writing(writing_);
    number = next_file_++;
  }
  const auto path = store_->segment_path(number);
  storage::write_file_durably(path, memory->file().image());
  auto segment = read_back(path);
  sync_early();
  const std::lock_guard writing(writing_);
  LiveLeaf& leaf = leaf_of(memory);
  LiveLeaf before = leaf;
  leaf = {std::move(segment), before.overlay, number, true, false, false};
  try {
    publish_manifest(journal_from);
  } catch (...) {
    leaf = std::move(before);
    throw;
  }
  publish();
}

bool Writer::flush_memory(bool force) {
  Claim claim(*this);
  Chosen ready, chosen;
  std::uint64_t journal_from = 0;
  {
    std::unique_lock writing(writing_);
    if (!force && memory_bytes() < options_.memory_budget) return false;
    writing.unlock();
    const std::lock_guard tidying(tidying_);  // what is being merged is flushed too
    writing.lock();
    const auto snapshot = this->snapshot();
    for (const LiveLeaf& leaf : leaves_)
      if (leaf.file == 0) (whole(leaf, *snapshot) ? ready : chosen).push_back(leaf.segment);
    journal_from = last_sequence_ + 1;
    if (chosen.empty() && ready.empty()) {
      if (std::any_of(leaves_.begin(), leaves_.end(), [](const LiveLeaf& leaf) { return leaf.changed; }))
        publish_manifest(journal_from);
      return false;
    }
    claim.take(ready);
    claim.take(chosen);
  }
  // The journal is let go with the last of them.
  for (const auto& segment : ready)
    flush_as_it_is(segment, chosen.empty() && segment == ready.back() ? journal_from : journal_from_);
  if (!chosen.empty()) merge_into_file(chosen, journal_from);
  return true;
}

bool Writer::drifted(const Segment& segment, const Snapshot& snapshot) {
  return std::any_of(segment.partitions().begin(), segment.partitions().end(), [&](const Partition& partition) {
    return partition.documents * 2 > segment.size() &&
           ranking::drift(partition.averages, snapshot.averages(partition.space, partition.lang)) > kDrift;
  });
}

Writer::Chosen Writer::files_to_merge() const {
  const auto snapshot = this->snapshot();
  Chosen files, chosen;
  std::vector<std::uint64_t> sizes;
  bool importing = false;
  for (const LiveLeaf& leaf : leaves_) {
    if (leaf.file == 0) continue;
    const bool hollow = leaf.overlay->removed_documents() > leaf.segment->size() / kHollow;
    if (hollow || drifted(*leaf.segment, *snapshot)) return {leaf.segment};
    importing |= !leaf.merged;
    files.push_back(leaf.segment);
    sizes.push_back(leaf.bytes());
  }
  for (const std::size_t i : due_for_merge(sizes, importing ? kImportPolicy : kFilePolicy)) chosen.push_back(files[i]);
  return chosen;
}

bool Writer::merge_files() {
  Claim claim(*this);
  Chosen chosen;
  std::uint64_t journal_from = 0;
  {
    const std::lock_guard writing(writing_);
    chosen = files_to_merge();
    if (chosen.empty()) return false;
    claim.take(chosen);
    journal_from = journal_from_;
  }
  merge_into_file(chosen, journal_from);
  return true;
}

bool Writer::file_memory_or_merge_files() {
  const std::lock_guard filing(filing_);
  return flush_memory(false) || merge_files();
}

void Writer::flush() {
  {
    const std::lock_guard filing(filing_);
    flush_memory(true);
  }
  run_background_work();  // there may be enough files to merge now
}

void Writer::compact() {
  const std::lock_guard filing(filing_);
  flush_memory(true);
  Chosen chosen;
  {
    const std::lock_guard writing(writing_);
    bool whole = true;
    for (const LiveLeaf& leaf : leaves_)
      if (leaf.file != 0) {
        chosen.push_back(leaf.segment);
        whole &= leaf.overlay->removed_documents() == 0;
      }
    if (chosen.size() < 2 && whole) return;
  }
  merge_into_file(chosen, journal_from_);
}

}  // namespace forestall::index
