// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace forestall::postings {

/// The impacts of a term that many documents hold, half a byte a document, for sums of many terms at once.
///
/// Grammar: 16 × u8 level, the first 0, the others ascending, unused ones 0; 48 zero bytes; then for each 128 documents
/// 64 bytes, of which byte j holds in its lower half the level number of document j, in its upper half that of document
/// 64 + j. A level is at least the impacts that it stands for, so that it is a bound too.
class DenseRow {
 public:
  static constexpr std::uint32_t kLevels = 16, kHeader = 64, kGroup = 128, kGroupBytes = 64;

  DenseRow() = default;
  explicit DenseRow(const std::uint8_t* bytes) : bytes_(bytes) {}
  bool present() const { return bytes_ != nullptr; }
  std::span<const std::uint8_t, kLevels> levels() const {
    return std::span<const std::uint8_t, kLevels>(bytes_, kLevels);
  }
  /// The codes from a document on whose number is a multiple of kGroup.
  const std::uint8_t* codes(std::uint32_t doc) const { return bytes_ + kHeader + doc / kGroup * kGroupBytes; }
  std::uint8_t impact(std::uint32_t doc) const {
    return bytes_[codes(doc)[doc % 64] >> (doc / 16 & 4) & 15];  // without a branch, which could not be foreseen
  }

  static std::uint32_t groups(std::uint32_t documents) { return (documents + kGroup - 1) / kGroup; }
  static std::uint64_t bytes(std::uint32_t documents) {
    return kHeader + std::uint64_t{groups(documents)} * kGroupBytes;
  }
  /// Writes the row of `documents` documents, of which `docs` have these impacts, all above 0: bytes(documents) bytes.
  static void write(std::span<const std::uint32_t> docs, std::span<const std::uint8_t> impacts, std::uint32_t documents,
                    char* out);

 private:
  const std::uint8_t* bytes_ = nullptr;
};

/// At most 15 values, ascending, such that rounding every impact up to the next of them adds little in all.
/// `counts`: how often each impact occurs; counts[0] is passed over.
std::array<std::uint8_t, DenseRow::kLevels> choose_levels(const std::array<std::uint32_t, 256>& counts);

}  // namespace forestall::postings
