// SPDX-License-Identifier: Apache-2.0
#include "index/writer.h"

#include <algorithm>
#include <map>

#include "base/fail.h"

namespace forestall::index {
namespace {

constexpr const char* kCalibrationKey = "calibration";

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
  if (options_.background) thread_ = std::thread([this] { run(); });
}

Writer::~Writer() { stop(); }

void Writer::stop() {
  if (stopped_.exchange(true)) return;
  stop_.request_stop();
  wake();
  progress_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const Snapshot> Writer::snapshot() const {
  const std::lock_guard lock(publishing_);
  return snapshot_;
}

std::size_t Writer::write(const Batch& batch) {
  if (stopped_) fail(ErrorCode::unsupported, "the index is closed");
  if (store_->read_only()) fail(ErrorCode::unsupported, "{} is open read-only", store_->directory().string());
  std::size_t written = 0;
  {
    const base::Turns::Turn turn(turns_);  // a vote need not wait until a bulk import pauses
    std::unique_lock writing(writing_);
    require_room(writing);
    const BatchPlan plan = plan_batch(batch, *snapshot());
    if (plan.empty()) return 0;
    apply(plan, number(plan));
    written = plan.written;
  }
  if (options_.background)
    wake();
  else
    while (step_safely()) {
    }
  return written;
}

void Writer::calibrate(const Calibration& calibration) {
  if (stopped_) fail(ErrorCode::unsupported, "the index is closed");
  const std::lock_guard writing(writing_);
  store_->set(kCalibrationKey, to_json(calibration));
  calibration_ = std::make_shared<const Calibration>(calibration);
  publish();
}

std::vector<Input> Writer::number(const BatchPlan& plan) {
  std::vector<Input> inputs;
  std::uint64_t next = next_number_;
  for (const BatchPlan::Put& put : plan.puts) inputs.push_back({next++, put.document.get(), put.audience});
  return inputs;
}

storage::WriteSet Writer::rows_of(const BatchPlan& plan, const std::vector<Input>& inputs) const {
  using Entry = storage::JournalEntry;
  storage::WriteSet set;
  for (const BatchPlan::Gone& gone : plan.gone) {
    set.removes.push_back({gone.id, gone.number, gone.drop_votes});
    set.journal.push_back({Entry::Type::remove, gone.id, gone.number, {}, {}});
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    set.puts.push_back({inputs[i].number, inputs[i].document});
    set.journal.push_back(
        {Entry::Type::put, inputs[i].document->id, inputs[i].number, plan.puts[i].voters, inputs[i].audience});
  }
  for (const BatchPlan::Cast& cast : plan.votes) set.votes.push_back({cast.id, cast.voter, cast.helpful});
  for (const auto& [id, total] : plan.totals) set.journal.push_back({Entry::Type::vote, id, 0, total, {}});
  return set;
}

/// Everything that can fail comes first; what is published was stored before.
void Writer::apply(const BatchPlan& plan, std::vector<Input> inputs) {
  std::string image;
  if (!inputs.empty()) {
    session_.trim();
    image = build_segment(inputs, session_, *schema_, averages());
  }
  last_sequence_ = store_->write(rows_of(plan, inputs));
  next_number_ += inputs.size();

  std::vector<std::pair<Place, VoteCount>> totals;
  for (const auto& [id, total] : plan.totals)
    if (const auto place = snapshot_->find(id)) totals.emplace_back(*place, total);
  set_votes(totals);
  std::vector<Place> gone;
  for (const BatchPlan::Gone& row : plan.gone) gone.push_back(row.place);
  remove(gone);
  if (!image.empty()) {
    add_segment(std::move(image));
    totals.clear();
    const auto leaf = static_cast<std::uint32_t>(leaves_.size() - 1);
    for (const BatchPlan::Put& put : plan.puts)
      if (put.voters != VoteCount{})
        totals.push_back({{leaf, *leaves_.back().segment->find(put.document->id)}, put.voters});
    set_votes(totals);
  }
  publish();
}

void Writer::add_segment(std::string image) {
  auto segment = std::make_shared<const Segment>(storage::SectionFile::from_memory(std::move(image)));
  auto overlay = Overlay::none(*segment);
  leaves_.push_back({std::move(segment), std::move(overlay), 0, false});
}

void Writer::set_votes(const std::vector<std::pair<Place, VoteCount>>& totals) {
  std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, VoteCount>>> by_leaf;
  for (const auto& [place, total] : totals) by_leaf[place.leaf].emplace_back(place.doc, total);
  for (const auto& [leaf, changes] : by_leaf) {
    leaves_[leaf].overlay = leaves_[leaf].overlay->with_votes(*leaves_[leaf].segment, changes);
    leaves_[leaf].changed = true;
  }
}

void Writer::remove(const std::vector<Place>& places) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_leaf;
  for (const Place& place : places) by_leaf[place.leaf].push_back(place.doc);
  for (const auto& [leaf, docs] : by_leaf) {
    leaves_[leaf].overlay = leaves_[leaf].overlay->without(*leaves_[leaf].segment, docs);
    leaves_[leaf].changed = true;
  }
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

Averages Writer::averages() const {
  return [snapshot = snapshot()](Space space, std::string_view lang, const LanguageStatistics& fresh) {
    return snapshot ? snapshot->averages(space, lang, fresh) : fresh.averages();
  };
}

std::uint64_t Writer::memory_bytes() const {
  std::uint64_t bytes = 0;
  for (const LiveLeaf& leaf : leaves_)
    if (leaf.file == 0) bytes += leaf.bytes();
  return bytes;
}

/// Flushing keeps up by making writers wait; while it fails they go on up to the budget's end, then are refused.
void Writer::require_room(std::unique_lock<std::mutex>& writing) {
  constexpr std::uint64_t kPatience = 2, kEnd = 4;
  if (options_.background) {
    progress_.wait(writing, [&] {
      return stopped_ || !background_error_.empty() || memory_bytes() < kPatience * options_.memory_budget;
    });
    if (stopped_) fail(ErrorCode::unsupported, "the index is closed");
  }
  if (memory_bytes() >= kEnd * options_.memory_budget)
    fail(ErrorCode::io, "{}: {} bytes are not flushed, the memory budget is {}: {}", store_->directory().string(),
         memory_bytes(), options_.memory_budget,
         background_error_.empty() ? "no flush has succeeded yet" : background_error_);
}

Stats Writer::stats() const {
  Stats stats;
  const std::lock_guard writing(writing_);
  stats.segments = leaves_.size();
  stats.memory_bytes = memory_bytes();
  stats.background_error = background_error_;
  for (const LiveLeaf& leaf : leaves_) {
    if (leaf.file == 0)
      stats.unflushed += leaf.living();
    else {
      stats.segment_bytes += leaf.bytes();
      stats.deleted += leaf.overlay->removed_documents();
    }
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
