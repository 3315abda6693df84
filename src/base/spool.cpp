// SPDX-License-Identifier: Apache-2.0
#include "base/spool.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>

#include "base/fail.h"

namespace forestall::base {
namespace {

constexpr std::size_t kLeastPiece = std::size_t{16} << 10, kMostPiece = std::size_t{256} << 10;
constexpr std::size_t kPieces = 64;  // of a limit: about twenty spools are open at a time

[[noreturn]] void fail_io(const std::filesystem::path& folder, std::string_view what) {
  fail(ErrorCode::io, "{}: cannot {} a temporary file: {}", folder.string(), what, std::strerror(errno));
}

}  // namespace

Spill::Spill(std::filesystem::path file, std::size_t limit)
    : file_(std::move(file)), limit_(limit), piece_(std::clamp(limit / kPieces, kLeastPiece, kMostPiece)) {}

void Spill::hold(std::size_t count) {
  held_ += count;
  most_held_ = std::max(most_held_, held_);
}

int Spill::make_file() {
  const auto folder = file_.parent_path();
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0 && errno != ENOSPC && errno != EMFILE && errno != ENFILE) {
    // Not every file system has files without a name. Under this one it is removed at the next opening, should the
    // process be killed right here.
    fd = ::open(file_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) ::unlink(file_.c_str());
  }
  if (fd < 0) fail_io(folder, "make");
  ++files_;
  return fd;
}

void Spool::swap(Spool& other) noexcept {
  std::swap(spill_, other.spill_);
  std::swap(data_, other.data_);
  std::swap(fill_, other.fill_);
  std::swap(capacity_, other.capacity_);
  std::swap(written_, other.written_);
  std::swap(mapped_, other.mapped_);
  std::swap(mapped_size_, other.mapped_size_);
  std::swap(fd_, other.fd_);
}

void Spool::append_slowly(std::string_view bytes) {
  if (fits(bytes.size())) return append(bytes.data(), bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += spill_->piece()) {
    const std::string_view piece = bytes.substr(at, spill_->piece());
    append(piece.data(), piece.size());
  }
}

void Spool::grow(std::size_t count) {
  const std::size_t wanted = std::max(fill_ + count, capacity_ + capacity_ / 2);
  if (fits(wanted - capacity_)) return resize(wanted);
  // One piece everybody has, or short-lived spools would make a file each.
  if (fill_ + count <= spill_->piece()) return resize(std::min(wanted, spill_->piece()));
  // The rest of the limit is worth it for large things alone, or it would be used up step by small step.
  if (count > spill_->piece() && fits(fill_ + count - capacity_)) return resize(fill_ + count);
  if (fd_ < 0) fd_ = spill_->make_file();
  write_out();
  const std::size_t needed = std::max(count, spill_->piece());
  if (needed > capacity_ || capacity_ > 4 * needed) resize(needed);
}

void Spool::resize(std::size_t capacity) {
  if (fill_ == 0) free_memory();  // there is nothing to be copied
  auto* moved = static_cast<char*>(std::realloc(data_, capacity));
  if (moved == nullptr) throw std::bad_alloc();
  if (spill_ != nullptr) spill_->hold(capacity - capacity_);
  data_ = moved;
  capacity_ = capacity;
}

void Spool::free_memory() {
  std::free(std::exchange(data_, nullptr));
  if (spill_ != nullptr) spill_->held_ -= capacity_;
  fill_ = capacity_ = 0;
}

void Spool::write_out() {
  const char* from = data_;
  for (std::size_t left = fill_; left > 0;) {
    const ssize_t written = ::pwrite(fd_, from, left, static_cast<off_t>(written_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail_io(spill_->file_.parent_path(), "write");
    from += written;
    left -= static_cast<std::size_t>(written);
    written_ += static_cast<std::uint64_t>(written);
  }
  fill_ = 0;
}

void Spool::unmap() {
  if (mapped_ != nullptr) ::munmap(const_cast<char*>(mapped_), mapped_size_);
  mapped_ = nullptr;
  mapped_size_ = 0;
}

std::string_view Spool::view() {
  if (written_ == 0) return {data_, fill_};
  write_out();
  if (mapped_size_ == written_) return {mapped_, mapped_size_};
  unmap();
  void* mapped = ::mmap(nullptr, written_, PROT_READ, MAP_SHARED, fd_, 0);
  if (mapped == MAP_FAILED) fail_io(spill_->file_.parent_path(), "map");
  mapped_ = static_cast<const char*>(mapped);
  mapped_size_ = written_;
  return {mapped_, mapped_size_};
}

void Spool::truncate(std::size_t size) {
  if (size >= written_) {
    fill_ = std::min<std::size_t>(fill_, size - written_);
    return;
  }
  fill_ = 0;
  written_ = size;
  unmap();
}

void Spool::clear() {
  unmap();
  fill_ = 0;
  written_ = 0;
}

void Spool::release() {
  unmap();
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  free_memory();
  written_ = 0;
}

}  // namespace forestall::base
