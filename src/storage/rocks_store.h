// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rocksdb/db.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/fsync_mark.h"
#include "storage/lock_file.h"
#include "storage/store.h"

namespace forestall::storage {

/// Column families, in the order in which they are opened. Their names are saved on disk.
enum Family { kDefault, kDocuments, kIds, kVotes, kJournal, kManifest, kSettings, kFamilies };
extern const char* const kFamilyNames[kFamilies];

/// Error(corrupt) or Error(io) of a RocksDB status that is not ok; its message names the file.
[[noreturn]] void fail_status(const rocksdb::Status& status, const std::filesystem::path& directory, const char* what);
void require_ok(const rocksdb::Status& status, const std::filesystem::path& directory, const char* what);

rocksdb::DBOptions database_options(const IndexOptions& options);
std::vector<rocksdb::ColumnFamilyDescriptor> family_descriptors();

class RocksStore;

class RocksStaged : public Staged {
 public:
  RocksStaged(std::weak_ptr<RocksStore> store, std::uint64_t first, std::uint64_t last);
  ~RocksStaged() override;
  std::uint64_t first() const { return first_; }
  /// They are their write's now, or the next opening's.
  void release() { store_.reset(); }

 private:
  std::weak_ptr<RocksStore> store_;
  std::uint64_t first_, last_;
};

class RocksStore : public Store, public std::enable_shared_from_this<RocksStore> {
 public:
  RocksStore(std::filesystem::path directory, const IndexOptions& options, std::unique_ptr<LockFile> lock,
             rocksdb::DB* db, std::vector<rocksdb::ColumnFamilyHandle*> families);
  ~RocksStore() override;

  std::map<std::string, std::string> settings() const override;
  void set(std::string_view key, std::string_view value) override;
  std::uint64_t write(const WriteSet& set) override;
  std::unique_ptr<Staged> stage(const std::vector<WriteSet::Put>& puts) override;
  /// Removes rows that were staged from one number to another.
  void unstage(std::uint64_t first, std::uint64_t last);
  /// What is staged in a snapshot, by first number; null: now.
  std::map<std::uint64_t, std::uint64_t> staged(const rocksdb::Snapshot* snapshot) const;
  /// Removes what a process that ended too early has left staged.
  void unstage_all();
  std::shared_ptr<const View> view() const override;
  void journal(std::uint64_t from, const std::function<void(std::uint64_t, JournalEntry&&)>& each) const override;
  Manifest manifest() const override;
  std::optional<std::string> sidecar(std::uint64_t file) const override;
  void publish(const Manifest& manifest, const std::map<std::uint64_t, std::string>& sidecars) override;
  std::filesystem::path directory() const override { return directory_; }
  std::filesystem::path segment_path(std::uint64_t file) const override;
  void remove_orphans(const std::vector<std::uint64_t>& keep) override;
  void sync() override;
  void copy(const CopyTarget& target, const Images& images) const override;
  std::uint64_t verify_rows() const override;
  std::vector<std::string> check() const override;
  std::uint64_t bytes() const override;
  bool read_only() const override { return read_only_; }

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* family(Family family) const { return families_[family]; }

 private:
  void commit(rocksdb::WriteBatch& batch, bool fsync);
  void sync_now();
  void sync_regularly();
  void copy_segment(const SegmentEntry& entry, const std::filesystem::path& to, const Images& images) const;
  void drop_votes(std::string_view id, rocksdb::WriteBatch& batch) const;

  std::filesystem::path directory_;
  bool read_only_;
  Durability durability_;
  std::unique_ptr<LockFile> lock_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  FsyncMark mark_;
  std::mutex writing_;
  std::uint64_t next_sequence_ = 1;
  bool failed_ = false;

  std::mutex timer_;
  std::condition_variable timed_;
  bool stopping_ = false, unsynced_ = false;
  std::thread syncer_;
};

}  // namespace forestall::storage
