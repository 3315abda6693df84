// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace forestall::storage {

/// A file that is being made, and is not there any more if it is not finished. Throws `Error(io)` naming the path
/// (disk full, …).
class NewFile {
 public:
  /// There must be nothing at `path` yet.
  explicit NewFile(std::filesystem::path path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();
  void write(std::string_view bytes);
  /// fsyncs it and its directory: from now on it stays.
  void finish();

 private:
  const std::filesystem::path path_;
  int fd_ = -1;
  bool finished_ = false;
};

/// Throws an Error that says what cannot be done with the path, and why (errno): `not_found` or `io`.
[[noreturn]] void fail_io(const std::filesystem::path& path, std::string_view what);

}  // namespace forestall::storage
