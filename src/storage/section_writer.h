// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/spool.h"

namespace forestall::storage {

/// Makes the bytes of a segment (section_file.h), in memory or as a file.
class SectionWriter {
 public:
  /// `spill`: where sections go that are too large for memory.
  explicit SectionWriter(base::Spill* spill = nullptr);
  /// Starts the next section; `id` 0 to 63, each at most once.
  base::Spool& begin(std::uint32_t id);
  /// Has a section compressed when all is finished (packed_section.h); `stride`: bytes of its records, 1: text.
  void pack(std::uint32_t id, std::size_t stride) { strides_[id] = stride; }
  /// The finished image: header, table, sections, checksums. The writer is spent.
  std::string finish();
  /// The same bytes in a new file, fsynced with its directory. Throws `Error(io)` naming the path (disk full, …) and
  /// leaves no file behind. The writer is spent.
  void finish(const std::filesystem::path& path);

 private:
  std::string lay_out();
  template <typename Write>
  void write_sections(Write&& write);
  base::Spill* const spill_;
  std::vector<std::pair<std::uint32_t, base::Spool>> sections_;
  std::array<std::size_t, 64> strides_{};  // of those to be packed
  std::uint64_t first_ = 0, checksums_ = 0, size_ = 0;
};

}  // namespace forestall::storage
