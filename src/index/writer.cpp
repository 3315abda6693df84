// SPDX-License-Identifier: Apache-2.0
#include "index/writer.h"

#include <algorithm>
#include <optional>

#include "base/fail.h"

namespace forestall::index {
namespace {

constexpr const char* kCalibrationKey = "calibration";
constexpr std::size_t kLarge = std::size_t{128} << 10;  // of text: about ten milliseconds of analysis
constexpr std::uint64_t kEnd = 4;                       // times the memory budget

/// At how many memory budgets a batch waits for a flush: votes and removals hold next to nothing.
std::uint64_t patience_of(const Batch& batch) {
  const std::size_t bytes = text_bytes(batch);
  return bytes >= kLarge ? 2 : bytes > 0 ? 3 : kEnd;
}

}  // namespace

Writer::Writer(std::shared_ptr<storage::Store> store, std::shared_ptr<const Schema> schema, IndexOptions options)
    : store_(std::move(store)),
      schema_(std::move(schema)),
      schemas_(std::make_shared<const Schemas>(Schemas{*schema_, schema::of_lessons(*schema_)})),
      analyzer_(std::make_shared<analysis::Analyzer>(*schema_)),
      options_(std::move(options)),
      session_(analyzer_->session()) {
  const auto settings = store_->settings();
  const auto saved = settings.find(kCalibrationKey);
  calibration_ = std::make_shared<const Calibration>(saved == settings.end() ? default_calibration()
                                                                             : parse_calibration(saved->second));
  const storage::Manifest manifest = store_->manifest();
  next_number_ = manifest.next_number;
  next_file_ = manifest.next_file;
  journal_from_ = manifest.journal_from;
  if (options_.rebuild) {
    rebuild();
  } else {
    open_segments();
    replay();
  }
  publish();
  if (store_->read_only()) return;
  store_->remove_orphans({});
  if (options_.background) start();
}

Writer::~Writer() { stop(); }

void Writer::stop() {
  if (stopped_.exchange(true)) return;
  stop_.request_stop();
  wake();
  progress_.notify_all();
  for (Lane& lane : lanes_)
    if (lane.thread.joinable()) lane.thread.join();
}

std::shared_ptr<const Snapshot> Writer::snapshot() const {
  const std::lock_guard lock(publishing_);
  return snapshot_;
}

std::size_t Writer::write(const Batch& batch) {
  return write(batch, text_bytes(batch) >= kLarge ? prepare(batch) : PreparedBatch());
}

std::size_t Writer::write(const Batch& batch, PreparedBatch prepared) {
  std::optional<std::size_t> written;
  while (!written) {
    wait_for_room(patience_of(batch));
    if (prepared.made && !prepared.plan.gone.empty()) prepare_removals(prepared, *snapshot());  // again, after merges
    const base::Turns::Turn turn(turns_);  // a vote need not wait until a bulk import pauses
    const std::lock_guard writing(writing_);
    if (stopped_) fail(ErrorCode::unsupported, "the index is closed");
    if (store_->read_only()) fail(ErrorCode::unsupported, "{} is open read-only", store_->directory().string());
    if (!has_room(patience_of(batch))) continue;  // somebody else has taken it; others need not wait as well
    written = write_in_turn(batch, std::move(prepared));
  }
  run_background_work();
  return *written;
}

std::size_t Writer::write_in_turn(const Batch& batch, PreparedBatch prepared) {
  if (!holds(prepared)) {
    prepared = {};
    prepared.plan = plan_batch(batch, *snapshot());
    prepared.inputs = number(prepared.plan);
    if (!prepared.inputs.empty()) {
      session_.trim();
      prepared.image = build_segment(prepared.inputs, session_, *schema_, averages(snapshot()));
    }
  }
  if (prepared.plan.empty()) return 0;
  const std::size_t written = prepared.plan.written;
  apply(std::move(prepared));
  return written;
}

void Writer::calibrate(const Calibration& calibration) {
  if (stopped_) fail(ErrorCode::unsupported, "the index is closed");
  const std::lock_guard writing(writing_);
  store_->set(kCalibrationKey, to_json(calibration));
  calibration_ = std::make_shared<const Calibration>(calibration);
  publish();
}

std::vector<Leaf> Writer::leaves() const {
  std::vector<Leaf> leaves;
  for (const LiveLeaf& leaf : leaves_) leaves.push_back({leaf.segment, leaf.overlay});
  return leaves;
}

void Writer::publish() {
  auto next = std::make_shared<const Snapshot>(leaves(), store_->view(), schemas_, analyzer_, calibration_);
  const std::lock_guard lock(publishing_);
  std::swap(snapshot_, next);
}

Averages Writer::averages(std::shared_ptr<const Snapshot> snapshot) {
  return [snapshot = std::move(snapshot)](Space space, std::string_view lang, const LanguageStatistics& fresh) {
    return snapshot ? snapshot->averages(space, lang, fresh) : fresh.averages();
  };
}

std::uint64_t Writer::memory_bytes() const {
  std::uint64_t bytes = 0;
  for (const LiveLeaf& leaf : leaves_)
    if (leaf.file == 0) bytes += leaf.bytes();
  return bytes;
}

/// Flushing keeps up by making writers wait, those before others who need more; while it fails they go on up to the
/// budget's end, then are refused.
bool Writer::has_room(std::uint64_t patience) const {
  const std::uint64_t held = memory_bytes();
  const std::string& error = background_error();
  if (held >= kEnd * options_.memory_budget && (!options_.background || !error.empty()))
    fail(ErrorCode::io, "{}: {} bytes are not flushed, the memory budget is {}: {}", store_->directory().string(), held,
         options_.memory_budget, error.empty() ? "no flush has succeeded yet" : error);
  return !options_.background || !error.empty() || held < patience * options_.memory_budget;
}

void Writer::wait_for_room(std::uint64_t patience) {
  std::unique_lock writing(writing_);
  progress_.wait(writing, [&] { return stopped_ || has_room(patience); });
}

namespace {

/// What the documents of a segment add.
void count(const LiveLeaf& leaf, Stats& stats) {
  for (const Partition& partition : leaf.segment->partitions())
    for (std::uint32_t i = 0; i < partition.documents; ++i) {
      const std::uint32_t doc = partition.first_document + i;
      if (leaf.overlay->removed(doc)) continue;
      if (partition.space == Space::lessons) {
        ++stats.lessons;
        continue;
      }
      ++stats.documents;
      ++stats.languages[partition.lang.empty() ? "und" : partition.lang];
      ++stats.kinds[std::string(to_string(static_cast<Kind>(leaf.segment->info(doc).kind)))];
      const VoteCount voters = leaf.overlay->voters(doc);
      stats.votes += voters.helpful + voters.unhelpful;
    }
}

}  // namespace

Stats Writer::stats() const {
  Stats stats;
  std::vector<LiveLeaf> leaves;
  {
    const std::lock_guard writing(writing_);
    leaves = leaves_;
    stats.memory_bytes = memory_bytes();
    stats.background_error = background_error();
  }
  stats.segments = leaves.size();
  for (const LiveLeaf& leaf : leaves) {
    if (leaf.file == 0) {
      stats.unflushed += leaf.living();
    } else {
      stats.segment_bytes += leaf.bytes();
      stats.deleted += leaf.overlay->removed_documents();
    }
    count(leaf, stats);
  }
  return stats;
}

std::vector<std::uint64_t> Writer::files() const {
  const std::lock_guard writing(writing_);
  std::vector<std::uint64_t> files;
  for (const LiveLeaf& leaf : leaves_)
    if (leaf.file != 0) files.push_back(leaf.file);
  return files;
}

}  // namespace forestall::index
