// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace forestall::storage {

/// One writer at a time: an advisory lock on a file that holds the writer's pid. Let go when destroyed, or when the
/// process ends in whatever way.
class LockFile {
 public:
  /// Throws `Error(locked)` naming the holder's pid, or `Error(io)`.
  explicit LockFile(const std::filesystem::path& path);
  ~LockFile();
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace forestall::storage
