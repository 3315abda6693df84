// SPDX-License-Identifier: Apache-2.0
// Layout, little-endian (FORMAT.md): 64 bytes of header: "FORESTSG", u32 version, u32 sections, u64 size of the file,
// u64 offset of the checksums, u64 their number, u64 hash of (these header fields and the table); the table: sections ×
// (u32 id, u32 1 if packed, u64 offset, u64 size); sections at multiples of 64; one u64 hash for each 256 KiB from the
// first section to the checksums.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace forestall::storage {

inline constexpr char kMagic[8] = {'F', 'O', 'R', 'E', 'S', 'T', 'S', 'G'};
inline constexpr std::uint64_t kAlignment = 64, kChunk = 256 * 1024;
inline constexpr std::uint32_t kMostSections = 64;

struct SectionHeader {
  char magic[8];
  std::uint32_t version, sections;
  std::uint64_t size, checksums, chunks, hash, reserved[2];
};
static_assert(sizeof(SectionHeader) == kAlignment);

struct SectionEntry {
  std::uint32_t id, packed;
  std::uint64_t offset, size;
};

inline std::uint64_t rounded(std::uint64_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

inline std::uint64_t header_hash(SectionHeader header, std::string_view table) {
  header.hash = 0;
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes.append(table);
  return base::hash(bytes);
}

}  // namespace forestall::storage
