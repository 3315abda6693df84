// SPDX-License-Identifier: Apache-2.0
#include "index/writer.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/fail.h"
#include "index/forward_reader.h"

namespace forestall::index {
namespace {

constexpr const char* kCalibrationKey = "calibration";
constexpr std::size_t kLarge = std::size_t{128} << 10;  // of text: about ten milliseconds of analysis
constexpr std::size_t kStage = std::size_t{256} << 10;  // of text: more than a millisecond of storing

std::size_t text_bytes(const Batch& batch) {
  std::size_t bytes = 0;
  for (const Batch::Operation& operation : batch.operations())
    if (const auto* put = std::get_if<Batch::Put>(&operation))
      bytes += put->document.title.size() + put->document.body.size();
    else if (const auto* learn = std::get_if<Batch::Learn>(&operation))
      bytes += learn->lesson.draft.subject.size() + learn->lesson.draft.body.size();
  return bytes;
}

std::vector<storage::WriteSet::Put> puts_of(const std::vector<Input>& inputs) {
  std::vector<storage::WriteSet::Put> puts;
  puts.reserve(inputs.size());
  for (const Input& input : inputs) puts.push_back({input.number, input.document});
  return puts;
}

constexpr std::uint64_t kEnd = 4;  // times the memory budget

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
  go_on();
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

PreparedBatch Writer::prepare(const Batch& batch) {
  PreparedBatch prepared;
  if (stopped_ || store_->read_only()) return prepared;
  try {
    std::unique_lock writing(writing_);
    prepared.since = recent_.mark();
    const auto seen = snapshot();
    writing.unlock();
    prepared.plan = plan_batch(batch, *seen);
    prepared.reads = ids_read(batch, prepared.plan);
    prepared.made = true;
    prepare_removals(prepared, *seen);
    if (prepared.plan.puts.empty()) return prepared;
    writing.lock();
    prepared.inputs = number(prepared.plan);
    writing.unlock();
    analysis::Session session = analyzer_->session();
    session.trim();
    prepared.image = build_segment(prepared.inputs, session, *schema_, averages(seen));
    if (text_bytes(batch) >= kStage) prepared.staged = store_->stage(puts_of(prepared.inputs));
  } catch (const Error&) {
    return {};  // once its turn has come this may be no mistake any more, or another one
  }
  return prepared;
}

/// Works out what becomes of the segments that hold replaced documents, where that is not known yet.
void Writer::prepare_removals(PreparedBatch& prepared, const Snapshot& seen) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> gone;
  for (const BatchPlan::Gone& row : prepared.plan.gone)
    if (const auto place = seen.find(row.id)) gone[place->leaf].push_back(place->doc);
  std::erase_if(prepared.removals, [&](const auto& known) {
    return std::none_of(gone.begin(), gone.end(), [&](const auto& leaf) {
      return seen.leaves()[leaf.first].segment == known.first && leaf.second.size() == known.second.docs.size();
    });
  });
  for (auto& [leaf, docs] : gone) {
    const auto& segment = seen.leaves()[leaf].segment;
    if (std::any_of(prepared.removals.begin(), prepared.removals.end(),
                    [&, at = &segment](const auto& known) { return known.first == *at; }))
      continue;
    ForwardReader forward(seen, leaf);
    prepared.removals.emplace_back(segment, Overlay::removal(*segment, std::move(docs), &forward));
  }
}

/// Whether a plan made earlier is still what would be planned now. Segments may have been merged since.
bool Writer::holds(PreparedBatch& prepared) const {
  if (!prepared.made || recent_.touched(prepared.since, prepared.reads)) return false;
  for (BatchPlan::Gone& gone : prepared.plan.gone) {
    const auto place = snapshot_->find(gone.id);
    if (!place || snapshot_->leaves()[place->leaf].segment->info(place->doc).number != gone.number) return false;
    gone.place = *place;
  }
  take_votes(prepared.plan);
  return true;
}

/// Others may have voted since on what is replaced; not where the batch itself votes, which would have made it stale.
void Writer::take_votes(BatchPlan& plan) const {
  std::map<std::string_view, VoteCount> voters;
  for (const BatchPlan::Gone& gone : plan.gone)
    if (!gone.drop_votes) {
      const VoteCount count = snapshot_->leaves()[gone.place.leaf].overlay->voters(gone.place.doc);
      if (count != VoteCount{}) voters.emplace(gone.id, count);
    }
  for (const BatchPlan::Cast& cast : plan.votes) voters.erase(cast.id);
  if (voters.empty()) return;
  for (BatchPlan::Put& put : plan.puts)
    if (const auto found = voters.find(put.document->id); found != voters.end()) put.voters = found->second;
}

void Writer::calibrate(const Calibration& calibration) {
  if (stopped_) fail(ErrorCode::unsupported, "the index is closed");
  const std::lock_guard writing(writing_);
  store_->set(kCalibrationKey, to_json(calibration));
  calibration_ = std::make_shared<const Calibration>(calibration);
  publish();
}

/// Numbers that nobody else gets, whether they come to be used or not.
std::vector<Input> Writer::number(const BatchPlan& plan) {
  std::vector<Input> inputs;
  for (const BatchPlan::Put& put : plan.puts) inputs.push_back({next_number_++, put.document.get(), put.audience});
  return inputs;
}

storage::WriteSet Writer::rows_of(const PreparedBatch& prepared) {
  using Entry = storage::JournalEntry;
  const BatchPlan& plan = prepared.plan;
  storage::WriteSet set;
  for (const BatchPlan::Gone& gone : plan.gone) {
    set.removes.push_back({gone.id, gone.number, gone.drop_votes});
    set.journal.push_back({Entry::Type::remove, gone.id, gone.number, {}, {}});
  }
  set.puts = puts_of(prepared.inputs);
  set.staged = prepared.staged.get();
  for (std::size_t i = 0; i < prepared.inputs.size(); ++i) {
    const Input& input = prepared.inputs[i];
    set.journal.push_back({Entry::Type::put, input.document->id, input.number, plan.puts[i].voters, input.audience});
  }
  for (const BatchPlan::Cast& cast : plan.votes) set.votes.push_back({cast.id, cast.voter, cast.helpful});
  for (const auto& [id, total] : plan.totals) set.journal.push_back({Entry::Type::vote, id, 0, total, {}});
  return set;
}

/// Everything that can fail comes first; what is published was stored before.
void Writer::apply(PreparedBatch prepared) {
  const BatchPlan& plan = prepared.plan;
  prepared.since.reset();
  std::vector<std::string> touched;
  if (recent_.wanted()) touched = prepared.reads.empty() ? ids_touched(plan) : std::move(prepared.reads);
  last_sequence_ = store_->write(rows_of(prepared));
  if (!touched.empty()) recent_.add(std::move(touched));

  std::vector<std::pair<Place, VoteCount>> totals;
  for (const auto& [id, total] : plan.totals)
    if (const auto place = snapshot_->find(id)) totals.emplace_back(*place, total);
  set_votes(totals);
  remove(prepared);
  if (!prepared.image.empty()) {
    add_segment(std::move(prepared.image));
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

/// Of segments that have been merged meanwhile nothing was prepared.
void Writer::remove(const PreparedBatch& prepared) {
  std::map<std::uint32_t, std::vector<Place>> by_leaf;
  for (const BatchPlan::Gone& gone : prepared.plan.gone) by_leaf[gone.place.leaf].push_back(gone.place);
  for (const auto& [leaf, places] : by_leaf) {
    LiveLeaf& live = leaves_[leaf];
    const auto known = std::find_if(prepared.removals.begin(), prepared.removals.end(),
                                    [&](const auto& removal) { return removal.first == live.segment; });
    if (known == prepared.removals.end() || known->second.docs.size() != places.size()) {
      remove(places);
      continue;
    }
    live.overlay = live.overlay->without(*live.segment, known->second);
    live.changed = true;
  }
}

void Writer::remove(const std::vector<Place>& places) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_leaf;
  for (const Place& place : places) by_leaf[place.leaf].push_back(place.doc);
  for (const auto& [leaf, docs] : by_leaf) {
    // The last snapshot still has the rows of what goes; while an index is opened there is none.
    std::optional<ForwardReader> forward;
    if (snapshot_) forward.emplace(*snapshot_, leaf);
    LiveLeaf& live = leaves_[leaf];
    live.overlay = live.overlay->without(*live.segment, docs, forward ? &*forward : nullptr);
    live.changed = true;
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
  if (held >= kEnd * options_.memory_budget && (!options_.background || !background_error_.empty()))
    fail(ErrorCode::io, "{}: {} bytes are not flushed, the memory budget is {}: {}", store_->directory().string(), held,
         options_.memory_budget, background_error_.empty() ? "no flush has succeeded yet" : background_error_);
  return !options_.background || !background_error_.empty() || held < patience * options_.memory_budget;
}

void Writer::wait_for_room(std::uint64_t patience) {
  std::unique_lock writing(writing_);
  progress_.wait(writing, [&] { return stopped_ || has_room(patience); });
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
