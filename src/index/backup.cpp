// SPDX-License-Identifier: Apache-2.0
// Copies of an index. A manifest changes only in steps that hold `filing_`: while a copy does, rows and segment files
// are of one moment, whatever is written.
#include "index/writer.h"
#include "storage/copy_target.h"

namespace forestall::index {
namespace {

/// Opens a copy and reads all that it holds. Throws what opening throws.
void verify_copy(const std::filesystem::path& directory, const std::shared_ptr<const Schema>& schema) {
  IndexOptions options;
  options.read_only = true;
  const auto store = storage::Store::open(directory, options, true);
  store->verify_rows();
  const Writer copy(store, schema, options);
  for (const Leaf& leaf : copy.snapshot()->leaves()) leaf.segment->file().verify_all();
}

}  // namespace

void Writer::backup(const std::filesystem::path& directory) {
  storage::CopyTarget target(directory, store_->directory());
  {
    const std::lock_guard filing(filing_);
    if (!store_->read_only()) flush_memory(true);  // so that whoever opens the copy has less to index
    std::vector<LiveLeaf> held;
    {
      const std::lock_guard writing(writing_);
      held = leaves_;
    }
    storage::Store::Images images;
    for (const LiveLeaf& leaf : held)
      if (leaf.file != 0) images[leaf.file] = leaf.segment->file().image();
    store_->copy(target, images);
  }
  verify_copy(target.directory(), schema_);
  target.sync();
  target.finish();
}

}  // namespace forestall::index
