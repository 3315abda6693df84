// SPDX-License-Identifier: Apache-2.0
#include "storage/rocks_open.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <set>

#include "base/fail.h"
#include "base/utf8.h"
#include "forestall/version.h"
#include "storage/copy_target.h"
#include "storage/section_file.h"

namespace forestall::storage {

const char* const kFamilyNames[kFamilies] = {"default", "documents", "ids", "votes", "journal", "manifest", "settings"};

namespace {

constexpr int kReadOnlyTries = 40;
constexpr int kFaultTries = 5;  // of an error that no writer seems to be the cause of

/// RocksDB's own log is kept out of the index's directory; what goes wrong comes back as a status.
class Silence : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

void require_format(const std::filesystem::path& directory) {
  const auto path = directory / "format";
  std::ifstream file(path);
  std::string name;
  std::uint64_t version = 0;
  if (!(file >> name >> version) || name != "forestall")
    fail(ErrorCode::corrupt, "{} does not say which format the index has", path.string());
  if (version > kFormatVersion || version < kOldestFormat)
    fail(ErrorCode::incompatible_format, "{} says format {}, this version reads {} to {}", path.string(), version,
         kOldestFormat, kFormatVersion);
}

/// `synced`: as it was before the rows were opened.
void require_whole_log(const std::filesystem::path& directory, std::uint64_t synced, rocksdb::DB& db) {
  const std::uint64_t found = db.GetLatestSequenceNumber();
  if (found < synced)
    fail(ErrorCode::corrupt,
         "{}: the log ends at write {}, but write {} was on the disk: the end of the log is missing",
         (directory / "rows").string(), found, synced);
}

std::uint64_t synced(const std::filesystem::path& directory) { return FsyncMark::read(directory / "synced"); }

/// RocksDB's logs, and its manifests with their sizes: equal before and after something, nothing was flushed meanwhile.
std::set<std::string> state_of(const std::filesystem::path& directory) {
  std::set<std::string> state;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory / "rows", error)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".log") state.insert(name);
    if (name.rfind("MANIFEST", 0) == 0) state.insert(fmt::format("{} {}", name, entry.file_size(error)));
  }
  return state;
}

/// The segment files that the manifest names are there, whole and of a format that can be read.
void require_segments(const std::filesystem::path& directory, const Store& store) {
  for (const SegmentEntry& entry : store.manifest().segments) {
    const auto path = store.segment_path(entry.file);
    if (!std::filesystem::exists(path))
      fail(ErrorCode::corrupt, "{}: the segment {} is missing", directory.string(), path.string());
    if (const auto file = SectionFile::open(path); file->size() != entry.bytes)
      fail(ErrorCode::corrupt, "{} has {} bytes, the manifest says {}", path.string(), file->size(), entry.bytes);
  }
}

std::shared_ptr<RocksStore> adopt(const std::filesystem::path& directory, const IndexOptions& options,
                                  std::unique_ptr<LockFile> lock, Opened& opened) {
  auto store = std::make_shared<RocksStore>(directory, options, std::move(lock), opened.db, opened.families);
  opened.db = nullptr;
  return store;
}

/// RocksDB reads its manifest first, then its logs. What a writer flushes in between, and takes the log of away, would
/// be missing without a word: an opening counts only if nothing was flushed.
std::shared_ptr<Store> open_read_only(const std::filesystem::path& directory, const IndexOptions& options) {
  for (int tries = 1;; ++tries) {
    const std::set<std::string> before = state_of(directory);
    std::exception_ptr fault;
    try {
      Opened opened;
      const std::uint64_t mark = synced(directory);
      open_rows(directory, options, true, false, opened);
      require_whole_log(directory, mark, *opened.db);
      if (state_of(directory) == before) return adopt(directory, options, nullptr, opened);
    } catch (const Error&) {
      fault = std::current_exception();  // a writer may have taken files away that the manifest had named
    }
    const bool written = state_of(directory) != before;
    if (fault && tries >= (written ? kReadOnlyTries : kFaultTries)) std::rethrow_exception(fault);
    if (tries >= kReadOnlyTries)
      fail(ErrorCode::io, "{}: it is written to so fast that it was not read at one moment in {} tries",
           directory.string(), tries);
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min(5 * tries, 50)));
  }
}

}  // namespace

void open_rows(const std::filesystem::path& directory, const IndexOptions& options, bool read_only, bool create,
               Opened& out) {
  rocksdb::DBOptions database = database_options(options);
  database.create_if_missing = create;
  database.create_missing_column_families = create;
  const std::string rows = (directory / "rows").string();
  const rocksdb::Status status =
      read_only ? rocksdb::DB::OpenForReadOnly(database, rows, family_descriptors(), &out.families, &out.db)
                : rocksdb::DB::Open(database, rows, family_descriptors(), &out.families, &out.db);
  if (status.ok()) return;
  if (status.IsIOError() && status.subcode() == rocksdb::Status::SubCode::kPathNotFound)
    fail(ErrorCode::corrupt, "{}: a file is missing: {}", directory.string(), status.ToString());
  if (status.IsInvalidArgument())
    fail(ErrorCode::corrupt, "{}: the rows cannot be opened: {}", directory.string(), status.ToString());
  fail_status(status, directory, "open the rows");
}

void fail_status(const rocksdb::Status& status, const std::filesystem::path& directory, const char* what) {
  const ErrorCode code = status.IsCorruption() ? ErrorCode::corrupt : ErrorCode::io;
  fail(code, "{}: cannot {}: {}", directory.string(), what, status.ToString());
}

void require_ok(const rocksdb::Status& status, const std::filesystem::path& directory, const char* what) {
  if (!status.ok()) fail_status(status, directory, what);
}

rocksdb::DBOptions database_options(const IndexOptions&) {
  rocksdb::DBOptions options;
  options.create_if_missing = false;
  options.info_log = std::make_shared<Silence>();
  options.max_open_files = -1;
  options.max_background_jobs = 2;
  options.max_total_wal_size = std::uint64_t{128} << 20;
  // A last record that a kill cut short is dropped; anything else that does not read is an error, never a shorter
  // index.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> family_descriptors() {
  static const auto cache = rocksdb::NewLRUCache(std::size_t{32} << 20);
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  rocksdb::ColumnFamilyOptions family;
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  family.compression = rocksdb::kLZ4Compression;
  family.write_buffer_size = std::size_t{8} << 20;
  rocksdb::ColumnFamilyOptions documents = family;
  // Fresh texts are compressed quickly, what RocksDB has merged well: zstd leaves a quarter less than LZ4 for twice
  // its time. Numbers only grow, so files hardly overlap and a look-up meets one of them: merging can wait.
  documents.compression_per_level = {rocksdb::kLZ4Compression, rocksdb::kZSTD};
  documents.compression_opts.level = 1;  // a third of level 3's time for a few per cent more bytes
  documents.write_buffer_size = std::size_t{32} << 20;
  documents.max_write_buffer_number = 4;  // writers need not wait for one flush
  documents.level0_file_num_compaction_trigger = 16;
  documents.level0_slowdown_writes_trigger = 40;
  documents.level0_stop_writes_trigger = 60;
  table.block_size = 16 << 10;
  documents.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (int i = 0; i < kFamilies; ++i) descriptors.emplace_back(kFamilyNames[i], i == kDocuments ? documents : family);
  return descriptors;
}

std::shared_ptr<Store> Store::create(const std::filesystem::path& directory,
                                     const std::map<std::string, std::string>& settings, const IndexOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) fail(ErrorCode::io, "{}: cannot create it: {}", directory.string(), error.message());
  const bool empty = std::filesystem::is_empty(directory, error);
  if (error) fail(ErrorCode::io, "{}: cannot read it: {}", directory.string(), error.message());
  if (!empty) fail(ErrorCode::already_exists, "{}: there is something already", directory.string());
  auto lock = std::make_unique<LockFile>(directory / "lock");
  std::filesystem::create_directory(directory / "segments", error);
  if (error) fail(ErrorCode::io, "{}: cannot create it: {}", (directory / "segments").string(), error.message());
  Opened opened;
  open_rows(directory, options, false, true, opened);
  auto store = adopt(directory, options, std::move(lock), opened);
  for (const auto& [key, value] : settings) store->set(key, value);
  // Last: a directory without it is no index, only the remains of a creation that was cut short.
  write_file_durably(directory / "format", fmt::format("forestall {}\n", kFormatVersion));
  return store;
}

std::shared_ptr<Store> Store::open(const std::filesystem::path& directory, const IndexOptions& options,
                                   bool unfinished) {
  std::error_code error;
  if (!unfinished && CopyTarget::unfinished(directory))
    fail(ErrorCode::corrupt, "{}: this is a copy of an index that was not finished; it may be removed",
         directory.string());
  if (!std::filesystem::exists(directory / "format", error)) {
    if (std::filesystem::exists(directory / "rows" / "CURRENT", error))
      fail(ErrorCode::corrupt, "{}: the file \"format\" is missing", directory.string());
    fail(ErrorCode::not_found, "{}: there is no index", directory.string());
  }
  require_format(directory);
  if (options.read_only) return open_read_only(directory, options);
  auto lock = std::make_unique<LockFile>(directory / "lock");
  {
    // Opening for writing may rewrite files before it meets a fault: look first.
    IndexOptions looking = options;
    looking.read_only = true;
    Opened opened;
    open_rows(directory, looking, true, false, opened);
    require_whole_log(directory, synced(directory), *opened.db);
    const auto store = adopt(directory, looking, nullptr, opened);
    if (!options.rebuild) require_segments(directory, *store);
  }
  Opened opened;
  open_rows(directory, options, false, false, opened);
  const auto store = adopt(directory, options, std::move(lock), opened);
  store->unstage_all();
  return store;
}

}  // namespace forestall::storage
