// SPDX-License-Identifier: Apache-2.0
#include "storage/keys.h"

#include "base/bytes.h"
#include "base/fail.h"

namespace forestall::storage {

std::string big_endian(std::uint64_t number) {
  std::string key(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) key[static_cast<std::size_t>(i)] = static_cast<char>(number);
  return key;
}

std::uint64_t from_big_endian(std::string_view bytes, std::string_view what) {
  if (bytes.size() != 8) fail(ErrorCode::corrupt, "{}: a number has {} bytes", what, bytes.size());
  std::uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<std::uint8_t>(c);
  return number;
}

std::string encode_journal(const std::vector<JournalEntry>& entries) {
  std::string bytes;
  base::ByteWriter out(bytes);
  for (const JournalEntry& entry : entries) {
    out.fixed(static_cast<std::uint8_t>(entry.type));
    out.text(entry.id);
    out.varint(entry.number);
    out.varint(entry.voters.helpful);
    out.varint(entry.voters.unhelpful);
    out.text(entry.audience);
  }
  return bytes;
}

std::vector<JournalEntry> decode_journal(std::string_view bytes, std::string_view what) {
  std::vector<JournalEntry> entries;
  base::ByteReader in(bytes, what);
  while (!in.done()) {
    JournalEntry entry;
    const auto type = in.fixed<std::uint8_t>();
    if (type > 2) fail(ErrorCode::corrupt, "{}: it holds a step of type {}", what, type);
    entry.type = static_cast<JournalEntry::Type>(type);
    entry.id = in.text();
    entry.number = in.varint();
    entry.voters.helpful = static_cast<std::uint32_t>(in.varint());
    entry.voters.unhelpful = static_cast<std::uint32_t>(in.varint());
    entry.audience = in.text();
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string encode_manifest(const Manifest& manifest) {
  std::string bytes;
  base::ByteWriter out(bytes);
  out.varint(manifest.next_file);
  out.varint(manifest.next_number);
  out.varint(manifest.journal_from);
  out.varint(manifest.segments.size());
  for (const SegmentEntry& entry : manifest.segments) {
    out.varint(entry.file);
    out.varint(entry.bytes);
  }
  return bytes;
}

Manifest decode_manifest(std::string_view bytes, std::string_view what) {
  base::ByteReader in(bytes, what);
  Manifest manifest;
  manifest.next_file = in.varint();
  manifest.next_number = in.varint();
  manifest.journal_from = in.varint();
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    SegmentEntry entry;
    entry.file = in.varint();
    entry.bytes = in.varint();
    manifest.segments.push_back(entry);
  }
  return manifest;
}

std::string sidecar_key(std::uint64_t file) { return "s" + big_endian(file); }

std::string staged_key(std::uint64_t first) { return std::string(kStagedPrefix) + big_endian(first); }

std::string vote_key(std::string_view id, std::string_view voter) {
  std::string key(id);
  key.push_back('\0');
  key.append(voter);
  return key;
}

}  // namespace forestall::storage
