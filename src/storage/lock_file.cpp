// SPDX-License-Identifier: Apache-2.0
#include "storage/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "base/fail.h"

namespace forestall::storage {

LockFile::LockFile(const std::filesystem::path& path) {
  fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd_ < 0) fail(ErrorCode::io, "{}: cannot open the lock: {}", path.string(), std::strerror(errno));
  if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    char pid[32] = {};
    if (::pread(fd_, pid, sizeof pid - 1, 0) < 0) pid[0] = '\0';
    ::close(fd_);
    if (error == EWOULDBLOCK)
      fail(ErrorCode::locked, "{}: process {} is writing to this index", path.parent_path().string(),
           std::string(pid, std::strcspn(pid, "\n")));
    fail(ErrorCode::io, "{}: cannot lock it: {}", path.string(), std::strerror(error));
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(fd_, 0) != 0 || ::pwrite(fd_, pid.data(), pid.size(), 0) < 0) {
    // The pid is for messages alone; the lock holds without it (a full disk must not keep an index shut).
    return;
  }
}

LockFile::~LockFile() {
  ::flock(fd_, LOCK_UN);  // closing alone leaves it with the children that this process has forked meanwhile
  ::close(fd_);
}

}  // namespace forestall::storage
