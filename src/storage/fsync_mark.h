// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>

namespace forestall::storage {

/// Remembers up to which sequence number the log was fsynced, so that a log that lost its end is noticed: RocksDB opens
/// one that was cut at a record without a word. Two slots of (u64 sequence, u64 hash) are written in turn.
class FsyncMark {
 public:
  explicit FsyncMark(std::filesystem::path path) : path_(std::move(path)) {}
  ~FsyncMark();
  FsyncMark(const FsyncMark&) = delete;
  FsyncMark& operator=(const FsyncMark&) = delete;
  /// The largest sequence remembered; 0 if there is none.
  static std::uint64_t read(const std::filesystem::path& path);
  void write(std::uint64_t sequence);

 private:
  std::filesystem::path path_;
  std::mutex mutex_;
  int fd_ = -1;
  int slot_ = 0;
  std::uint64_t last_ = 0;
};

}  // namespace forestall::storage
