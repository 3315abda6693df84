// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace forestall::storage {

/// Bytes of a segment: a header, numbered sections that start at multiples of 64, and a checksum for every 256 KiB.
/// Written once (SectionWriter), read from memory or from a mapped file. FORMAT.md has the bytes.
///
/// Immutable; thread-safe. Every byte is checked before it is used for the first time: header and table on open,
/// the rest by `verify`, a chunk at a time, once.
class SectionFile {
 public:
  /// Maps the file. Throws `Error(corrupt)` naming the file if it is cut short or its header is damaged,
  /// `Error(incompatible_format)` for a newer format, `Error(not_found)` or `Error(io)`.
  static std::shared_ptr<const SectionFile> open(const std::filesystem::path& path);
  /// Takes an image made by SectionWriter; it is trusted.
  static std::shared_ptr<const SectionFile> from_memory(std::string image);
  ~SectionFile();

  /// The bytes of a section; empty if there is none. NOT verified yet, but for packed ones: they were unpacked into
  /// memory when the file was opened.
  std::string_view section(std::uint32_t id) const { return sections_[id]; }
  /// Makes sure that the checksums of the chunks under `bytes` (a part of a section) hold. Cheap once verified:
  /// one relaxed load a chunk. Throws `Error(corrupt)` that names the file and the offset.
  void verify(std::string_view bytes) const {
    if (!verified_all_) verify_slowly(bytes);
  }
  /// Reads everything; throws as `verify` does.
  void verify_all() const;
  std::uint64_t size() const { return size_; }
  /// The whole image, for writing it to a file.
  std::string_view image() const { return {data_, size_}; }
  const std::string& name() const { return name_; }  ///< for messages: the path, or "memory"

 private:
  SectionFile() = default;
  void read_table();
  void unpack_sections();
  void verify_slowly(std::string_view bytes) const;
  struct State;
  std::unique_ptr<State> state_;
  const char* data_ = nullptr;
  std::uint64_t size_ = 0;
  bool verified_all_ = false;
  std::string_view sections_[64];
  std::string name_;
};

/// Writes bytes to a new file, fsyncs it and its directory. Throws `Error(io)` naming the path (disk full, …) and
/// leaves no file behind.
void write_file_durably(const std::filesystem::path& path, std::string_view bytes);

}  // namespace forestall::storage
