// SPDX-License-Identifier: Apache-2.0
// Rows of a large write go to RocksDB ahead of it in pieces, for RocksDB makes every other write wait while one of
// megabytes is under way. Nothing names them until the write itself; a key of the manifest's family says that they are
// there without an id, so that a process that is killed in between leaves nothing behind for good.
#include <rocksdb/write_batch.h>

#include "base/fail.h"
#include "storage/document_codec.h"
#include "storage/keys.h"
#include "storage/rocks_store.h"

namespace forestall::storage {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;  // about a millisecond

}  // namespace

RocksStaged::RocksStaged(std::weak_ptr<RocksStore> store, std::uint64_t first, std::uint64_t last)
    : store_(std::move(store)), first_(first), last_(last) {}

RocksStaged::~RocksStaged() {
  const std::shared_ptr<RocksStore> store = store_.lock();
  if (!store) return;
  try {
    store->unstage(first_, last_);
  } catch (const Error&) {
    // The next opening does it.
  }
}

std::unique_ptr<Staged> RocksStore::stage(const std::vector<WriteSet::Put>& puts) {
  auto staged = std::make_unique<RocksStaged>(weak_from_this(), puts.front().number, puts.back().number);
  rocksdb::WriteBatch piece;
  const auto store = [&] {
    const std::lock_guard lock(writing_);
    commit(piece, false);
    piece.Clear();
  };
  piece.Put(family(kManifest), staged_key(puts.front().number), big_endian(puts.back().number));
  for (const WriteSet::Put& put : puts) {
    piece.Put(family(kDocuments), big_endian(put.number), encode(*put.document));
    if (piece.GetDataSize() >= kPiece) store();
  }
  store();
  return staged;
}

void RocksStore::unstage(std::uint64_t first, std::uint64_t last) {
  rocksdb::WriteBatch batch;
  batch.DeleteRange(family(kDocuments), big_endian(first), big_endian(last + 1));
  batch.Delete(family(kManifest), staged_key(first));
  const std::lock_guard lock(writing_);
  commit(batch, false);
}

std::map<std::uint64_t, std::uint64_t> RocksStore::staged(const rocksdb::Snapshot* snapshot) const {
  const std::string what = directory_.string() + ": rows that are staged";
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  std::map<std::uint64_t, std::uint64_t> ranges;
  const std::unique_ptr<rocksdb::Iterator> keys(db_->NewIterator(options, family(kManifest)));
  for (keys->Seek(kStagedPrefix); keys->Valid() && keys->key().starts_with(kStagedPrefix); keys->Next())
    ranges[from_big_endian(keys->key().ToStringView().substr(kStagedPrefix.size()), what)] =
        from_big_endian(keys->value().ToStringView(), what);
  require_ok(keys->status(), directory_, "read which rows are staged");
  return ranges;
}

void RocksStore::unstage_all() {
  for (const auto& [first, last] : staged(nullptr)) unstage(first, last);
}

}  // namespace forestall::storage
