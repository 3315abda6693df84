// SPDX-License-Identifier: Apache-2.0
#include "storage/rocks_store.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "base/fail.h"
#include "storage/document_codec.h"
#include "storage/keys.h"
#include "storage/rocks_view.h"
#include "storage/section_file.h"

namespace forestall::storage {
namespace {

constexpr auto kSyncInterval = std::chrono::milliseconds(100);

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

std::string segment_name(std::uint64_t file) { return fmt::format("{:016x}.seg", file); }

/// The number of a file that `segment_name` could have named.
std::optional<std::uint64_t> segment_number(const std::string& name) {
  std::uint64_t file = 0;
  if (name.size() != 20 || name.compare(16, 4, ".seg") != 0) return std::nullopt;
  const auto end = std::from_chars(name.data(), name.data() + 16, file, 16);
  return end.ptr == name.data() + 16 && segment_name(file) == name ? std::optional(file) : std::nullopt;
}

/// What becomes of each id, in ascending order: so RocksDB goes on from where it was in its memtable.
std::vector<std::pair<std::string_view, std::optional<std::uint64_t>>> ids_of(const WriteSet& set) {
  std::vector<std::pair<std::string_view, std::optional<std::uint64_t>>> ids;
  ids.reserve(set.removes.size() + set.puts.size());
  for (const WriteSet::Put& put : set.puts) ids.emplace_back(put.document->id, put.number);
  for (const WriteSet::Remove& remove : set.removes) ids.emplace_back(remove.id, std::nullopt);
  // Of an id that is replaced the number comes before the removal, which is dropped.
  std::sort(ids.begin(), ids.end(),
            [](const auto& a, const auto& b) { return std::tie(a.first, b.second) < std::tie(b.first, a.second); });
  ids.erase(std::unique(ids.begin(), ids.end(), [](const auto& a, const auto& b) { return a.first == b.first; }),
            ids.end());
  return ids;
}

}  // namespace

RocksStore::RocksStore(std::filesystem::path directory, const IndexOptions& options, std::unique_ptr<LockFile> lock,
                       rocksdb::DB* db, std::vector<rocksdb::ColumnFamilyHandle*> families)
    : directory_(std::move(directory)),
      read_only_(options.read_only),
      durability_(options.durability),
      lock_(std::move(lock)),
      db_(db),
      families_(std::move(families)),
      mark_(directory_ / "synced") {
  const std::unique_ptr<rocksdb::Iterator> last(db_->NewIterator({}, family(kJournal)));
  last->SeekToLast();
  if (last->Valid())
    next_sequence_ = from_big_endian(last->key().ToStringView(), directory_.string() + ": the journal") + 1;
  require_ok(last->status(), directory_, "read the journal");
  next_sequence_ = std::max(next_sequence_, manifest().journal_from);
  if (!read_only_ && durability_ == Durability::batched) syncer_ = std::thread([this] { sync_regularly(); });
}

RocksStore::~RocksStore() {
  {
    const std::lock_guard lock(timer_);
    stopping_ = true;
  }
  timed_.notify_all();
  if (syncer_.joinable()) syncer_.join();
  if (!read_only_) {
    // With its tables written out, the next opening replays no log. What fails here is in the log all the same.
    const std::uint64_t sequence = db_->GetLatestSequenceNumber();
    if (db_->Flush(rocksdb::FlushOptions(), families_).ok() && durability_ != Durability::os) mark_.write(sequence);
  }
  for (rocksdb::ColumnFamilyHandle* handle : families_) db_->DestroyColumnFamilyHandle(handle);
}

std::map<std::string, std::string> RocksStore::settings() const {
  std::map<std::string, std::string> settings;
  const std::unique_ptr<rocksdb::Iterator> all(db_->NewIterator({}, family(kSettings)));
  for (all->SeekToFirst(); all->Valid(); all->Next()) settings[all->key().ToString()] = all->value().ToString();
  require_ok(all->status(), directory_, "read the settings");
  return settings;
}

void RocksStore::set(std::string_view key, std::string_view value) {
  rocksdb::WriteBatch batch;
  require_ok(batch.Put(family(kSettings), slice(key), slice(value)), directory_, "prepare a setting");
  const std::lock_guard lock(writing_);
  commit(batch, true);
}

void RocksStore::drop_votes(std::string_view id, rocksdb::WriteBatch& batch) const {
  const std::string prefix = vote_key(id, {});
  const std::unique_ptr<rocksdb::Iterator> votes(db_->NewIterator({}, family(kVotes)));
  for (votes->Seek(prefix); votes->Valid() && votes->key().starts_with(prefix); votes->Next())
    require_ok(batch.Delete(family(kVotes), votes->key()), directory_, "prepare a write");
  require_ok(votes->status(), directory_, "read the votes");
}

std::uint64_t RocksStore::write(const WriteSet& set) {
  const std::lock_guard lock(writing_);
  rocksdb::WriteBatch batch;
  for (const WriteSet::Remove& remove : set.removes) {
    batch.Delete(family(kDocuments), big_endian(remove.number));
    if (remove.drop_votes) drop_votes(remove.id, batch);
  }
  auto* const staged = static_cast<RocksStaged*>(set.staged);
  if (staged != nullptr) batch.Delete(family(kManifest), staged_key(staged->first()));
  if (staged == nullptr)
    for (const WriteSet::Put& put : set.puts)
      batch.Put(family(kDocuments), big_endian(put.number), encode(*put.document));
  for (const auto& [id, number] : ids_of(set))
    if (number)
      batch.Put(family(kIds), slice(id), big_endian(*number));
    else
      batch.Delete(family(kIds), slice(id));
  for (const WriteSet::Cast& cast : set.votes) {
    if (cast.helpful)
      batch.Put(family(kVotes), vote_key(cast.id, cast.voter), *cast.helpful ? "1" : "0");
    else
      batch.Delete(family(kVotes), vote_key(cast.id, cast.voter));
  }
  const std::uint64_t sequence = next_sequence_;
  batch.Put(family(kJournal), big_endian(sequence), encode_journal(set.journal));
  // Whatever comes of it: a write that fails may stand in the log all the same, and then needs its rows. If it does
  // not, the next opening removes them.
  if (staged != nullptr) staged->release();
  commit(batch, durability_ == Durability::sync);
  ++next_sequence_;
  return sequence;
}

/// RocksDB refuses every write after one that failed. It can go on by itself after some faults, not after one of the
/// log.
void RocksStore::commit(rocksdb::WriteBatch& batch, bool fsync) {
  if (read_only_) fail(ErrorCode::unsupported, "{} is open read-only", directory_.string());
  if (failed_ && !db_->Resume().ok())
    fail(ErrorCode::io,
         "{}: an earlier write failed, and RocksDB takes no more until the index is closed and opened again",
         directory_.string());
  failed_ = false;
  rocksdb::WriteOptions options;
  options.sync = fsync;
  const rocksdb::Status status = db_->Write(options, &batch);
  failed_ = !status.ok();
  require_ok(status, directory_, "write");
  if (fsync) {
    mark_.write(db_->GetLatestSequenceNumber());
  } else if (durability_ == Durability::batched) {
    const std::lock_guard lock(timer_);
    unsynced_ = true;
    timed_.notify_all();
  }
}

void RocksStore::sync_regularly() {
  std::unique_lock lock(timer_);
  while (!stopping_) {
    timed_.wait(lock, [&] { return stopping_ || unsynced_; });
    timed_.wait_for(lock, kSyncInterval, [&] { return stopping_; });
    if (!std::exchange(unsynced_, false)) continue;
    lock.unlock();
    sync_now();
    lock.lock();
  }
}

void RocksStore::sync_now() {
  const std::uint64_t sequence = db_->GetLatestSequenceNumber();
  if (db_->SyncWAL().ok()) mark_.write(sequence);
}

void RocksStore::sync() {
  if (read_only_) return;
  const std::uint64_t sequence = db_->GetLatestSequenceNumber();
  require_ok(db_->SyncWAL(), directory_, "sync the log");
  mark_.write(sequence);
}

std::shared_ptr<const View> RocksStore::view() const { return std::make_shared<const RocksView>(shared_from_this()); }

void RocksStore::journal(std::uint64_t from, const std::function<void(std::uint64_t, JournalEntry&&)>& each) const {
  const std::string what = directory_.string() + ": the journal";
  const std::unique_ptr<rocksdb::Iterator> rows(db_->NewIterator({}, family(kJournal)));
  for (rows->Seek(big_endian(from)); rows->Valid(); rows->Next()) {
    const std::uint64_t sequence = from_big_endian(rows->key().ToStringView(), what);
    for (JournalEntry& entry : decode_journal(rows->value().ToStringView(), what)) each(sequence, std::move(entry));
  }
  require_ok(rows->status(), directory_, "read the journal");
}

Manifest RocksStore::manifest() const {
  std::string bytes;
  const rocksdb::Status status = db_->Get({}, family(kManifest), slice(kManifestKey), &bytes);
  if (status.IsNotFound()) return {};
  require_ok(status, directory_, "read the manifest");
  return decode_manifest(bytes, directory_.string() + ": the manifest");
}

std::optional<std::string> RocksStore::sidecar(std::uint64_t file) const {
  std::string bytes;
  const rocksdb::Status status = db_->Get({}, family(kManifest), sidecar_key(file), &bytes);
  if (status.IsNotFound()) return std::nullopt;
  require_ok(status, directory_, "read a segment's changes");
  return bytes;
}

void RocksStore::publish(const Manifest& manifest, const std::map<std::uint64_t, std::string>& sidecars) {
  rocksdb::WriteBatch batch;
  std::set<std::uint64_t> alive;
  for (const SegmentEntry& entry : manifest.segments) alive.insert(entry.file);
  for (const SegmentEntry& old : this->manifest().segments)
    if (!alive.contains(old.file)) batch.Delete(family(kManifest), sidecar_key(old.file));
  for (const auto& [file, bytes] : sidecars) batch.Put(family(kManifest), sidecar_key(file), bytes);
  batch.Put(family(kManifest), slice(kManifestKey), encode_manifest(manifest));
  batch.DeleteRange(family(kJournal), big_endian(0), big_endian(manifest.journal_from));
  const std::lock_guard lock(writing_);
  commit(batch, durability_ != Durability::os);
}

std::filesystem::path RocksStore::segment_path(std::uint64_t file) const {
  return directory_ / "segments" / segment_name(file);
}

void RocksStore::remove_orphans(const std::vector<std::uint64_t>& keep) {
  if (read_only_) return;
  std::set<std::uint64_t> alive(keep.begin(), keep.end());
  for (const SegmentEntry& entry : manifest().segments) alive.insert(entry.file);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory_ / "segments", error))
    if (const auto file = segment_number(entry.path().filename().string()); file && !alive.contains(*file)) {
      std::error_code ignored;  // a file that stays is removed by the next opening
      std::filesystem::remove(entry.path(), ignored);
    }
}

std::uint64_t RocksStore::bytes() const {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_, error)) {
    const std::uint64_t size = entry.is_regular_file(error) ? entry.file_size(error) : 0;
    if (!error) bytes += size;
  }
  return bytes;
}

}  // namespace forestall::storage
