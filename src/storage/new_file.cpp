// SPDX-License-Identifier: Apache-2.0
#include "storage/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/fail.h"

namespace forestall::storage {
namespace {

void sync_directory(const std::filesystem::path& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) ::close(fd);
  errno = error;
  if (!synced) fail_io(directory, "sync the directory");
}

}  // namespace

void fail_io(const std::filesystem::path& path, std::string_view what) {
  const int error = errno;
  fail(error == ENOENT ? ErrorCode::not_found : ErrorCode::io, "{}: cannot {}: {}", path.string(), what,
       std::strerror(error));
}

NewFile::NewFile(std::filesystem::path path)
    : path_(std::move(path)), fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)) {
  if (fd_ < 0) fail_io(path_, "create it");
}

NewFile::~NewFile() {
  ::close(fd_);
  if (!finished_) ::unlink(path_.c_str());
}

void NewFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), std::min<std::size_t>(bytes.size(), std::size_t{1} << 26));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_io(path_, "write it");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void NewFile::finish() {
  if (::fsync(fd_) != 0) fail_io(path_, "sync it");
  sync_directory(path_.parent_path());
  finished_ = true;
}

}  // namespace forestall::storage
