// SPDX-License-Identifier: Apache-2.0
// What the writer does in the background: small segments in memory are merged, memory is flushed to a file, files are
// merged in tiers. Every step takes `work_`; the leaves it has chosen keep their places until it swaps them, because
// only steps remove leaves and writes only append.
#include <algorithm>
#include <bit>
#include <chrono>

#include "base/fail.h"
#include "index/writer.h"

namespace forestall::index {
namespace {

constexpr std::size_t kFanIn = 8;
constexpr double kDrift = 1.15;       // impacts baked with averages this far off are baked anew
constexpr std::uint32_t kSmall = 64;  // documents; smaller segments are of one tier

int tier(std::uint32_t documents) { return std::bit_width(std::max(documents, kSmall) / kSmall) / 3; }

/// All of it is read: what the disk got wrong replaces nothing, and no search meets pages that must be mapped and
/// checked.
std::shared_ptr<const Segment> read_back(const std::filesystem::path& path) {
  auto segment = std::make_shared<const Segment>(storage::SectionFile::open(path));
  segment->file().verify_all();
  return segment;
}

}  // namespace

void Writer::wake() {
  const std::lock_guard lock(signal_);
  awake_ = true;
  signalled_.notify_all();
}

/// Does what there is to do, or has it done.
void Writer::go_on() {
  if (options_.background) return wake();
  while (step_safely()) {
  }
}

void Writer::run() {
  auto pause = std::chrono::milliseconds(0);
  while (!stop_.stop_requested()) {
    {
      std::unique_lock lock(signal_);
      if (pause.count() > 0)
        signalled_.wait_for(lock, pause, [&] { return stop_.stop_requested(); });
      else
        signalled_.wait(lock, [&] { return awake_ || stop_.stop_requested(); });
      awake_ = false;
      busy_ = true;
    }
    while (!stop_.stop_requested() && step_safely()) {
    }
    {
      const std::lock_guard writing(writing_);
      const bool failed = !background_error_.empty();
      pause = failed ? std::min(std::max(pause * 2, std::chrono::milliseconds(100)), std::chrono::milliseconds(5000))
                     : std::chrono::milliseconds(0);
      busy_ = failed;
    }
    progress_.notify_all();
  }
  busy_ = false;
  progress_.notify_all();
}

/// One flush or merge. Returns whether there may be more to do.
bool Writer::step_safely() {
  try {
    const bool more = step();
    const std::lock_guard writing(writing_);
    background_error_.clear();
    progress_.notify_all();
    return more;
  } catch (const std::exception& error) {
    if (stop_.stop_requested()) return false;
    const std::lock_guard writing(writing_);
    background_error_ = error.what();
    if (options_.log) options_.log("a flush or merge failed and will be tried again: " + background_error_);
    progress_.notify_all();
    return false;
  }
}

bool Writer::step() {
  const std::lock_guard work(work_);
  return flush_memory(false) || tidy_memory() || merge_files();
}

std::vector<MergeSource> Writer::sources(const std::vector<std::size_t>& chosen) const {
  std::vector<MergeSource> sources;
  for (const std::size_t i : chosen) sources.push_back({leaves_[i].segment, leaves_[i].overlay});
  return sources;
}

/// Whether a segment in memory is worth merging before its flush: the large ones of an import are flushed soon anyway.
bool Writer::tidied(const LiveLeaf& leaf) const {
  return leaf.file == 0 && leaf.bytes() < options_.memory_budget / kFanIn / 4;
}

/// Merges the newest small segments in memory, so that a search never meets many.
bool Writer::tidy_memory() {
  std::vector<std::size_t> chosen;
  std::vector<MergeSource> parts;
  {
    const std::lock_guard writing(writing_);
    std::vector<std::size_t> by_tier[16];
    for (std::size_t i = 0; i < leaves_.size(); ++i)
      if (tidied(leaves_[i])) by_tier[std::min(tier(leaves_[i].segment->size()), 15)].push_back(i);
    for (const auto& members : by_tier)
      if (members.size() >= kFanIn && chosen.empty()) chosen = members;
    if (chosen.empty()) return false;
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
CarryOver Writer::carry_over(const std::vector<std::size_t>& chosen, std::shared_ptr<const Segment> merged,
                             Moved moved) {
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
void Writer::swap(const std::vector<std::size_t>& chosen, std::shared_ptr<const Segment> merged, CarryOver& carried,
                  std::uint64_t file) {
  carried.take(sources(chosen));
  const auto& overlay = carried.overlay();
  std::vector<LiveLeaf> next;
  for (std::size_t i = 0; i < leaves_.size(); ++i)
    if (std::find(chosen.begin(), chosen.end(), i) == chosen.end()) next.push_back(std::move(leaves_[i]));
  if (merged->size() > 0) next.push_back({std::move(merged), overlay, file, true});
  leaves_ = std::move(next);
}

void Writer::merge_into_file(const std::vector<std::size_t>& chosen, std::uint64_t journal_from) {
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

void Writer::flush_as_it_is(std::size_t place, std::uint64_t journal_from) {
  std::shared_ptr<const Segment> memory;
  std::uint64_t number = 0;
  {
    const std::lock_guard writing(writing_);
    memory = leaves_[place].segment;
    number = next_file_++;
  }
  const auto path = store_->segment_path(number);
  storage::write_file_durably(path, memory->file().image());
  auto segment = read_back(path);
  sync_early();
  const std::lock_guard writing(writing_);
  LiveLeaf before = leaves_[place];
  leaves_[place] = {std::move(segment), before.overlay, number, true};
  try {
    publish_manifest(journal_from);
  } catch (...) {
    leaves_[place] = std::move(before);
    throw;
  }
  publish();
}

bool Writer::flush_memory(bool force) {
  std::vector<std::size_t> ready, chosen;
  std::uint64_t journal_from = 0;
  {
    const std::lock_guard writing(writing_);
    const bool changed = std::any_of(leaves_.begin(), leaves_.end(), [](const LiveLeaf& leaf) { return leaf.changed; });
    if (!force && memory_bytes() < options_.memory_budget) return false;
    const auto snapshot = this->snapshot();
    for (std::size_t i = 0; i < leaves_.size(); ++i)
      if (leaves_[i].file == 0) (whole(leaves_[i], *snapshot) ? ready : chosen).push_back(i);
    journal_from = last_sequence_ + 1;
    if (chosen.empty() && ready.empty()) {
      if (changed) publish_manifest(journal_from);
      return false;
    }
  }
  // The journal is let go with the last of them.
  for (const std::size_t place : ready)
    flush_as_it_is(place, chosen.empty() && place == ready.back() ? journal_from : journal_from_);
  if (!chosen.empty()) merge_into_file(chosen, journal_from);
  return true;
}

bool Writer::drifted(const Segment& segment, const Snapshot& snapshot) {
  return std::any_of(segment.partitions().begin(), segment.partitions().end(), [&](const Partition& partition) {
    return partition.documents * 2 > segment.size() &&
           ranking::drift(partition.averages, snapshot.averages(partition.space, partition.lang)) > kDrift;
  });
}

std::vector<std::size_t> Writer::files_to_merge() const {
  std::vector<std::size_t> by_tier[16];
  const auto snapshot = this->snapshot();
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    const LiveLeaf& leaf = leaves_[i];
    if (leaf.file == 0) continue;
    const bool hollow = leaf.overlay->removed_documents() * 4 > leaf.segment->size();
    if (hollow || drifted(*leaf.segment, *snapshot)) return {i};
    by_tier[std::min(tier(leaf.living()), 15)].push_back(i);
  }
  for (const auto& members : by_tier)
    if (members.size() >= kFanIn) return members;
  return {};
}

bool Writer::merge_files() {
  std::vector<std::size_t> chosen;
  std::uint64_t journal_from = 0;
  {
    const std::lock_guard writing(writing_);
    chosen = files_to_merge();
    journal_from = journal_from_;
  }
  if (chosen.empty()) return false;
  merge_into_file(chosen, journal_from);
  return true;
}

void Writer::flush() {
  {
    const std::lock_guard work(work_);
    flush_memory(true);
  }
  go_on();  // there may be enough files to merge now
}

void Writer::compact() {
  const std::lock_guard work(work_);
  flush_memory(true);
  std::vector<std::size_t> chosen;
  {
    const std::lock_guard writing(writing_);
    for (std::size_t i = 0; i < leaves_.size(); ++i)
      if (leaves_[i].file != 0) chosen.push_back(i);
    const bool whole = chosen.size() < 2 && std::all_of(chosen.begin(), chosen.end(), [&](std::size_t i) {
                         return leaves_[i].overlay->removed_documents() == 0;
                       });
    if (whole) return;
  }
  merge_into_file(chosen, journal_from_);
}

void Writer::wait() const {
  if (!options_.background || store_->read_only()) return;
  std::unique_lock writing(writing_);
  progress_.wait(writing, [&] { return stopped_ || !background_error_.empty() || !(busy_ || work_left()); });
}

/// Whether a step would do something; approximately, it is asked again after each.
bool Writer::work_left() const {
  if (memory_bytes() >= options_.memory_budget || !files_to_merge().empty()) return true;
  std::size_t by_tier[16] = {};
  for (const LiveLeaf& leaf : leaves_)
    if (tidied(leaf) && ++by_tier[std::min(tier(leaf.segment->size()), 15)] >= kFanIn) return true;
  return false;
}

}  // namespace forestall::index
