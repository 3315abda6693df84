// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "index/merge.h"
#include "index/segment_writer.h"

namespace forestall::index {

/// The strings that living documents of the sources have, put into the writer's table. Sources have theirs in order,
/// so they are merged; looking each up once more would take longer, and a table of all of them in memory.
class MergedStrings {
 public:
  MergedStrings(std::span<const MergeSource> sources, SegmentWriter& writer);
  /// A living document's columns with the new numbers.
  DocInfo renumbered(std::size_t source, DocInfo info) const {
    for (const auto column : kStringColumns) info.*column = numbers_[source][info.*column];
    return info;
  }

 private:
  void merge(std::span<const MergeSource> sources, SegmentWriter& writer);
  std::vector<std::vector<std::uint32_t>> numbers_;  // by source and old number; 0: no living document has it
};

}  // namespace forestall::index
