// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/turns.h"
#include "forestall/batch.h"
#include "forestall/options.h"
#include "index/batch_plan.h"
#include "index/merge.h"
#include "index/recent_writes.h"
#include "index/snapshot.h"
#include "storage/store.h"

namespace forestall::index {

/// A segment that is alive, as the writer knows it.
struct LiveLeaf {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Overlay> overlay;
  std::uint64_t file = 0;  ///< 0: in memory alone
  bool changed = false;    ///< its overlay is newer than its sidecar
  bool merged = false;     ///< made by a merge, or there when the index was opened; not as a write left it
  bool claimed = false;    ///< a flush or merge under way will replace it
  std::uint64_t bytes() const { return segment->file().size(); }
  std::uint32_t living() const { return segment->size() - overlay->removed_documents(); }
};

/// A batch that was planned and inverted before its turn. It points into the batch.
struct PreparedBatch {
  BatchPlan plan;
  std::vector<Input> inputs;
  std::unique_ptr<storage::Staged> staged;  ///< the rows, if they are many
  std::string image;                        ///< of the segment; empty if there is nothing to put
  bool made = false;                        ///< false: nothing was prepared
  RecentWrites::Mark since;                 ///< what has been written later may have made it stale
  std::vector<std::string> reads;           ///< if it touched one of these
  /// What becomes of the segments that hold replaced documents, if these segments are still there.
  std::vector<std::pair<std::shared_ptr<const Segment>, Overlay::Removal>> removals;
};

/// The rows of these documents, as the store takes them.
std::vector<storage::WriteSet::Put> puts_of(const std::vector<Input>& inputs);

/// How a write becomes a segment. Thread-safe.
///
/// A batch is inverted into a segment in memory, stored with its journal entries, and published in a new snapshot; a
/// large one is inverted before its turn comes, and anew if what it depends on has been written meanwhile. In the
/// background two threads keep segments few: one merges those in memory, the other writes memory to a file and merges
/// files, so that a long merge of files never keeps small segments waiting. Locks, in the order in which they are
/// taken: `filing_` (one flush or merge of files at a time), `tidying_` (one merge in memory at a time), `writing_`
/// (one write or swap at a time), `publishing_` (the snapshot pointer). A merge holds only the first or the second;
/// readers never wait for more than a pointer copy.
class Writer {
 public:
  Writer(std::shared_ptr<storage::Store> store, std::shared_ptr<const Schema> schema, IndexOptions options);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// A large batch is prepared first, so that others need not wait for that.
  std::size_t write(const Batch& batch);
  /// Plans and inverts a batch on this thread. What is wrong with it is said by `write`.
  PreparedBatch prepare(const Batch& batch);
  std::size_t write(const Batch& batch, PreparedBatch prepared);
  std::shared_ptr<const Snapshot> snapshot() const;
  /// Durable, and in the next snapshot.
  void calibrate(const Calibration& calibration);

  void flush();
  void wait() const;
  void compact();
  /// Makes every segment anew from the stored rows.
  void rebuild();
  /// A copy of one moment (of a store open read-only: of its opening) in a directory that does not exist yet, on the
  /// disk and verified when this returns. Flushes and merges of files wait meanwhile, writes do not.
  void backup(const std::filesystem::path& directory);
  /// Stops background work; later writes throw.
  void stop();

  Stats stats() const;
  const storage::Store& store() const { return *store_; }
  std::vector<std::uint64_t> files() const;

 private:
  // opening
  void open_segments();
  void replay();
  void rebuild_segments(const storage::View& view);
  void rebuild_votes(const storage::View& view);
  void move_into_file();
  // writing
  bool has_room(std::uint64_t patience) const;
  void wait_for_room(std::uint64_t patience);
  std::size_t write_in_turn(const Batch& batch, PreparedBatch prepared);
  bool holds(PreparedBatch& prepared) const;
  static void prepare_removals(PreparedBatch& prepared, const Snapshot& seen);
  void take_votes(BatchPlan& plan) const;
  void apply(PreparedBatch prepared);
  std::vector<Input> number(const BatchPlan& plan);
  static storage::WriteSet rows_of(const PreparedBatch& prepared);
  void add_segment(std::string image);
  void set_votes(const std::vector<std::pair<Place, VoteCount>>& totals);
  void remove(const std::vector<Place>& places);
  void remove(const PreparedBatch& prepared);
  std::vector<Leaf> leaves() const;
  void publish();
  static Averages averages(std::shared_ptr<const Snapshot> snapshot);
  std::uint64_t memory_bytes() const;
  // background: threads
  struct Lane {
    bool (Writer::*step)();  ///< returns whether there may be more to do
    std::thread thread{};
    bool awake = true;  ///< guarded by signal_; at first, for an index may have been closed with work left
    std::atomic<bool> busy{false};
    std::string error{};  ///< of the last step, if it failed; guarded by writing_
  };
  void start();
  void run(Lane& lane);
  bool try_step(Lane& lane);
  void wake();
  void run_background_work();
  bool work_left() const;
  const std::string& background_error() const;
  // background: steps
  using Chosen = std::vector<std::shared_ptr<const Segment>>;
  class Claim;
  bool tidy_memory();
  bool file_memory_or_merge_files();
  bool flush_memory(bool force);
  bool merge_files();
  bool tidied(const LiveLeaf& leaf) const;
  Chosen memory_to_merge() const;
  Chosen files_to_merge() const;
  bool whole(const LiveLeaf& leaf, const Snapshot& snapshot) const;
  static bool drifted(const Segment& segment, const Snapshot& snapshot);
  void flush_as_it_is(const std::shared_ptr<const Segment>& memory, std::uint64_t journal_from);
  void merge_into_file(const Chosen& chosen, std::uint64_t journal_from);
  CarryOver carry_over(const Chosen& chosen, std::shared_ptr<const Segment> merged, Moved moved);
  void swap(const Chosen& chosen, std::shared_ptr<const Segment> merged, CarryOver& carried, std::uint64_t file);
  LiveLeaf& leaf_of(const std::shared_ptr<const Segment>& segment);
  std::vector<MergeSource> sources(const Chosen& chosen);
  void publish_manifest(std::uint64_t journal_from);
  void sync_early();

  std::shared_ptr<storage::Store> store_;
  std::shared_ptr<const Schema> schema_;
  std::shared_ptr<const Schemas> schemas_;
  std::shared_ptr<const analysis::Analyzer> analyzer_;
  std::shared_ptr<const Calibration> calibration_;  // guarded by writing_
  IndexOptions options_;

  base::Turns turns_;    // of writers, taken before `writing_`
  RecentWrites recent_;  // guarded by writing_
  std::mutex filing_, tidying_;
  mutable std::mutex writing_;
  std::vector<LiveLeaf> leaves_;  // guarded by writing_
  std::uint64_t next_number_ = 1, next_file_ = 1, journal_from_ = 0, last_sequence_ = 0, votes_ = 0;
  analysis::Session session_;
  mutable std::condition_variable progress_;

  mutable std::mutex publishing_;
  std::shared_ptr<const Snapshot> snapshot_;

  std::stop_source stop_;
  std::mutex signal_;
  std::condition_variable signalled_;
  std::atomic<bool> stopped_{false};
  Lane lanes_[2] = {{&Writer::file_memory_or_merge_files}, {&Writer::tidy_memory}};
};

}  // namespace forestall::index
