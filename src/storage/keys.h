// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace forestall::storage {

/// Keys that sort as their numbers do.
std::string big_endian(std::uint64_t number);
std::uint64_t from_big_endian(std::string_view bytes, std::string_view what);

std::string encode_journal(const std::vector<JournalEntry>& entries);
std::vector<JournalEntry> decode_journal(std::string_view bytes, std::string_view what);

std::string encode_manifest(const Manifest& manifest);
Manifest decode_manifest(std::string_view bytes, std::string_view what);

inline constexpr std::string_view kManifestKey = "m";
std::string sidecar_key(std::uint64_t file);
/// Of rows that are staged, by their first number; the value is the last.
std::string staged_key(std::uint64_t first);
inline constexpr std::string_view kStagedPrefix = "w";
/// id, 0x00, voter: neither holds a zero byte.
std::string vote_key(std::string_view id, std::string_view voter);

}  // namespace forestall::storage
