// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <system_error>

#include "storage/lock_file.h"

namespace forestall::storage {

/// A directory in which a copy of an index is made. It holds a mark until the copy is whole, on the disk and verified:
/// with it, however a process ends, a directory is known as the remains of a copy and may be removed.
class CopyTarget {
 public:
  /// Makes the directory, or clears the remains of an earlier copy. Throws `already_exists` if there is anything else,
  /// `locked` if a copy is being made there, `invalid_argument` if it is inside `index`, `io`.
  CopyTarget(const std::filesystem::path& directory, const std::filesystem::path& index);
  /// Removes the directory unless the copy was finished.
  ~CopyTarget();
  CopyTarget(const CopyTarget&) = delete;
  CopyTarget& operator=(const CopyTarget&) = delete;
  const std::filesystem::path& directory() const { return directory_; }
  /// The copy's rows go up to that write: an opening that finds fewer says so (FsyncMark).
  void remember(std::uint64_t sequence) const;
  /// Syncs every file and directory of the copy. Throws `io`.
  void sync() const;
  /// Takes the mark away: from now on it is an index. Throws `io`.
  void finish();
  /// Whether the directory holds a copy that was not finished.
  static bool unfinished(const std::filesystem::path& directory);

 private:
  void clear(std::error_code& error) const;
  std::filesystem::path directory_;
  std::unique_ptr<LockFile> lock_;
  bool finished_ = false;
};

}  // namespace forestall::storage
