// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "index/snapshot.h"

namespace forestall::index {

/// The terms of a segment's documents: from its forward index, or, where it is compact and has none, by analysing the
/// stored documents anew. For one thread; the snapshot must outlive it.
class ForwardReader {
 public:
  ForwardReader(const Snapshot& snapshot, std::uint32_t leaf);
  /// Of a document (numbered in its segment). Valid as long as the reader, and until `forget`. Throws `Error(corrupt)`
  /// if the document is not stored.
  postings::ForwardCursor of(std::uint32_t doc) { return segment_.compact() ? analysed(doc) : segment_.forward(doc); }
  void forget() { held_.clear(); }

 private:
  postings::ForwardCursor analysed(std::uint32_t doc);
  std::string analyse(std::uint32_t doc);
  const Snapshot& snapshot_;
  const Segment& segment_;
  std::optional<analysis::Session> session_;
  std::vector<std::shared_ptr<const std::string>> held_;
};

}  // namespace forestall::index
