// SPDX-License-Identifier: Apache-2.0
#include "storage/copy_target.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include "base/fail.h"
#include "storage/fsync_mark.h"
#include "storage/section_file.h"

namespace forestall::storage {
namespace {

constexpr const char* kMark = "unfinished";
constexpr const char* kLock = "lock";

[[noreturn]] void fail_at(const std::filesystem::path& path, const char* what, const std::error_code& error) {
  fail(ErrorCode::io, "{}: cannot {}: {}", path.string(), what, error.message());
}

/// Without a separator at the end, which would make an empty name of the directory.
std::filesystem::path plain(const std::filesystem::path& path) {
  std::filesystem::path out = std::filesystem::absolute(path).lexically_normal();
  return out.has_filename() ? out : out.parent_path();
}

bool inside(const std::filesystem::path& path, const std::filesystem::path& parent) {
  std::error_code error;
  const auto real = std::filesystem::weakly_canonical(path, error), above = std::filesystem::canonical(parent, error);
  if (error) return false;
  return std::mismatch(above.begin(), above.end(), real.begin(), real.end()).first == above.end();
}

void sync_path(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool good = fd >= 0 && ::fsync(fd) == 0;
  const std::error_code error(errno, std::generic_category());
  if (fd >= 0) ::close(fd);
  if (!good) fail_at(path, "sync it", error);
}

}  // namespace

bool CopyTarget::unfinished(const std::filesystem::path& directory) {
  std::error_code error;
  return std::filesystem::exists(directory / kMark, error);
}

CopyTarget::CopyTarget(const std::filesystem::path& directory, const std::filesystem::path& index)
    : directory_(plain(directory)) {
  if (inside(directory_, index))
    fail(ErrorCode::invalid_argument, "{} is inside the index that is to be copied, {}", directory_.string(),
         index.string());
  const bool remains = unfinished(directory_);
  std::error_code error;
  // An empty directory may be all that an earlier copy came to.
  if (!remains && std::filesystem::exists(std::filesystem::symlink_status(directory_, error)) &&
      !std::filesystem::is_empty(directory_, error))
    fail(ErrorCode::already_exists, "{}: there is something already", directory_.string());
  std::filesystem::create_directories(directory_, error);
  if (error) fail_at(directory_, "create it", error);
  if (!remains)
    write_file_durably(directory_ / kMark, "A copy of an index that was not finished. It may be removed.\n");
  auto lock = std::make_unique<LockFile>(directory_ / kLock);
  if (!unfinished(directory_))  // whoever had the lock has finished it
    fail(ErrorCode::already_exists, "{}: there is something already", directory_.string());
  lock_ = std::move(lock);
  clear(error);
  if (error) fail_at(directory_, "clear it", error);
}

/// The mark goes last: what is left of the copy until then is known for what it is.
CopyTarget::~CopyTarget() {
  if (finished_ || !lock_) return;
  std::error_code ignored;
  clear(ignored);
  if (!ignored) std::filesystem::remove_all(directory_, ignored);
}

void CopyTarget::clear(std::error_code& error) const {
  std::vector<std::filesystem::path> entries;
  for (const auto& entry : std::filesystem::directory_iterator(directory_, error)) entries.push_back(entry.path());
  for (const auto& entry : entries)
    if (!error && entry.filename() != kMark && entry.filename() != kLock) std::filesystem::remove_all(entry, error);
}

void CopyTarget::remember(std::uint64_t sequence) const { FsyncMark(directory_ / "synced").write(sequence); }

void CopyTarget::sync() const {
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_, error)) sync_path(entry.path());
  if (error) fail_at(directory_, "read it", error);
  sync_path(directory_);
  sync_path(directory_.parent_path());
}

void CopyTarget::finish() {
  std::error_code error;
  std::filesystem::remove(directory_ / kMark, error);
  if (error) fail_at(directory_ / kMark, "remove it", error);
  finished_ = true;  // it is whole; what a power cut now brings back is the mark
  sync_path(directory_);
}

}  // namespace forestall::storage
