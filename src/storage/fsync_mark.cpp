// SPDX-License-Identifier: Apache-2.0
#include "storage/fsync_mark.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "base/hash.h"

namespace forestall::storage {
namespace {

struct Slot {
  std::uint64_t sequence = 0, hash = 0;
};

std::uint64_t hash_of(std::uint64_t sequence) {
  return base::hash({reinterpret_cast<const char*>(&sequence), sizeof sequence});
}

}  // namespace

FsyncMark::~FsyncMark() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint64_t FsyncMark::read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::uint64_t largest = 0;
  Slot slot;
  while (file.read(reinterpret_cast<char*>(&slot), sizeof slot))
    if (slot.hash == hash_of(slot.sequence)) largest = std::max(largest, slot.sequence);
  return largest;
}

void FsyncMark::write(std::uint64_t sequence) {
  const std::lock_guard lock(mutex_);
  if (sequence <= last_) return;
  if (fd_ < 0) fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  const Slot slot{sequence, hash_of(sequence)};
  // A mark that cannot be written is older than the truth, which is harmless.
  if (fd_ >= 0 &&
      ::pwrite(fd_, &slot, sizeof slot, slot_ * static_cast<off_t>(sizeof slot)) == static_cast<ssize_t>(sizeof slot)) {
    last_ = sequence;
    slot_ = 1 - slot_;
  }
}

}  // namespace forestall::storage
