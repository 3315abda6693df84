// SPDX-License-Identifier: Apache-2.0
// A copy of an index at one moment. The process that writes links what RocksDB gives as a checkpoint. A reader copies
// the rows that it sees one by one: the files under them may be gone, it holds them open.
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>

#include "base/fail.h"
#include "forestall/version.h"
#include "storage/copy_target.h"
#include "storage/rocks_open.h"
#include "storage/rocks_store.h"
#include "storage/section_file.h"

namespace forestall::storage {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

void checkpoint(const RocksStore& store, const std::filesystem::path& rows) {
  rocksdb::Checkpoint* made = nullptr;
  require_ok(rocksdb::Checkpoint::Create(&store.db(), &made), store.directory(), "prepare a copy");
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  require_ok(checkpoint->CreateCheckpoint(rows.string()), store.directory(), "copy the rows");
}

/// Every row that the store sees, into a new database.
void copy_rows(const RocksStore& store, const std::filesystem::path& target) {
  Opened copy;
  open_rows(target, IndexOptions(), false, true, copy);
  rocksdb::WriteOptions unlogged;
  unlogged.disableWAL = true;
  rocksdb::WriteBatch batch;
  const auto write = [&] {
    require_ok(copy.db->Write(unlogged, &batch), target, "write the rows");
    batch.Clear();
  };
  for (int family = 0; family < kFamilies; ++family) {
    rocksdb::ReadOptions options;
    options.fill_cache = false;
    const std::unique_ptr<rocksdb::Iterator> rows(store.db().NewIterator(options, store.family(Family(family))));
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
      batch.Put(copy.families[static_cast<std::size_t>(family)], rows->key(), rows->value());
      if (batch.GetDataSize() >= kPiece) write();
    }
    require_ok(rows->status(), store.directory(), "read the rows");
  }
  write();
  require_ok(copy.db->Flush(rocksdb::FlushOptions(), copy.families), target, "write the rows");
}

}  // namespace

void RocksStore::copy_segment(const SegmentEntry& entry, const std::filesystem::path& to, const Images& images) const {
  const auto from = segment_path(entry.file);
  std::error_code error;
  std::filesystem::create_hard_link(from, to, error);
  if (error && std::filesystem::exists(from)) std::filesystem::copy_file(from, to, error);
  if (!error) return;
  // A writer has merged it away meanwhile.
  if (const auto held = images.find(entry.file); held != images.end()) return write_file_durably(to, held->second);
  fail(ErrorCode::io, "{}: cannot copy it to {}: {}", from.string(), to.string(), error.message());
}

void RocksStore::copy(const CopyTarget& target, const Images& images) const {
  const std::filesystem::path& directory = target.directory();
  std::error_code error;
  std::filesystem::create_directory(directory / "segments", error);
  if (error) fail(ErrorCode::io, "{}: cannot create it: {}", (directory / "segments").string(), error.message());
  if (read_only_)
    copy_rows(*this, directory);
  else
    checkpoint(*this, directory / "rows");
  for (const SegmentEntry& entry : manifest().segments)
    copy_segment(entry, directory / "segments" / segment_path(entry.file).filename(), images);
  write_file_durably(directory / "format", fmt::format("forestall {}\n", kFormatVersion));
}

std::uint64_t RocksStore::verify_rows() const {
  const rocksdb::Status status = db_->VerifyChecksum();
  if (!status.IsNotSupported()) require_ok(status, directory_, "verify the rows");
  return db_->GetLatestSequenceNumber();
}

}  // namespace forestall::storage
