// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace forestall::postings {

inline constexpr std::uint32_t kChunk = 128, kUnpackRoom = 8;

/// Appends up to kChunk numbers in as many bits each as most of them need; the others' upper bits follow (PFOR:
/// Zukowski, Héman, Nes, Boncz, ICDE 2006). Grammar: u8 bits · 2 + 1 if there are exceptions; the numbers' low bits,
/// filled up to a whole byte; u8 count of exceptions and for each u8 which, varint upper bits.
void pack_chunk(std::span<const std::uint32_t> values, std::string& out);
/// Reads `count` numbers; returns where the next chunk begins. Unchecked; eight bytes behind it must be readable, and
/// `out` have room for kUnpackRoom numbers more.
const std::uint8_t* unpack_chunk(const std::uint8_t* at, std::uint32_t count, std::uint32_t* out);

/// `count` numbers in chunks.
void pack(std::span<const std::uint32_t> values, std::string& out);
const std::uint8_t* unpack(const std::uint8_t* at, std::uint32_t count, std::uint32_t* out);

}  // namespace forestall::postings
