// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/rocks_store.h"

namespace forestall::storage {

/// Closes what was opened when something throws before a RocksStore owns it.
struct Opened {
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  ~Opened() {
    if (db == nullptr) return;
    for (rocksdb::ColumnFamilyHandle* handle : families) db->DestroyColumnFamilyHandle(handle);
    delete db;
  }
};

/// The rows of the index in that directory. Throws `corrupt` or `io`.
void open_rows(const std::filesystem::path& directory, const IndexOptions& options, bool read_only, bool create,
               Opened& out);

}  // namespace forestall::storage
