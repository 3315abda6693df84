// SPDX-License-Identifier: Apache-2.0
// Copies of an index. A manifest changes only in steps that hold `filing_`: while a copy does, rows and segment files
// are of one moment, whatever is written.
#include "forestall/error.h"
#include "index/writer.h"
#include "storage/copy_target.h"

namespace forestall::index {
namespace {

/// Opens a copy and reads all that it holds; returns the number of its last write. Throws what opening throws.
std::uint64_t verify_copy(const std::filesystem::path& directory, const std::shared_ptr<const Schema>& schema) {
  IndexOptions options;
  options.read_only = true;
  const auto store = storage::Store::open(directory, options, true);
  const std::uint64_t last = store->verify_rows();
  const Writer copy(store, schema, options);
  for (const Leaf& leaf : copy.snapshot()->leaves()) leaf.segment->file().verify_all();
  return last;
}

}  // namespace

void Writer::backup(const std::filesystem::path& directory) {
  storage::CopyTarget target(directory, store_->directory());
  {
    const std::lock_guard filing(filing_);
    try {
      if (!store_->read_only()) flush_memory(true);
    } catch (const Error&) {
      // Whoever opens the copy has more to index; what is not flushed is in the journal.
    }
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
  target.remember(verify_copy(target.directory(), schema_));
  target.sync();
  target.finish();
}

}  // namespace forestall::index
