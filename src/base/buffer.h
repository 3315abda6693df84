// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace forestall::base {

/// Bytes that grow at their end. Unlike a string it does not clear what will be overwritten, and large blocks grow by
/// moving pages instead of copying them.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~Buffer() { std::free(data_); }

  /// Makes room for `count` bytes more and returns where they go; `end_at` says how many of them were written.
  char* room(std::size_t count) {
    if (capacity_ - size_ < count) grow(count);
    return data_ + size_;
  }
  void end_at(const char* end) { size_ = static_cast<std::size_t>(end - data_); }
  void append(const void* bytes, std::size_t count) {
    char* at = room(count);
    if (count > 0) std::memcpy(at, bytes, count);
    size_ += count;
  }
  void clear() { size_ = 0; }
  char* data() { return data_; }
  const char* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::string_view view() const { return {data_, size_}; }

 private:
  void grow(std::size_t count) {
    const std::size_t wanted = std::max(size_ + count, capacity_ + capacity_ / 2 + 256);
    auto* moved = static_cast<char*>(std::realloc(data_, wanted));
    if (moved == nullptr) throw std::bad_alloc();
    data_ = moved;
    capacity_ = wanted;
  }
  char* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

/// Writes a varint where there is room for five bytes; returns its end.
inline char* put_varint32(char* at, std::uint32_t value) {
  while (value >= 128) {
    *at++ = static_cast<char>(value | 128);
    value >>= 7;
  }
  *at++ = static_cast<char>(value);
  return at;
}

}  // namespace forestall::base
