// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace forestall::base {

/// Asks for huge pages for a block that will not grow and is read at random, if it is large: such reads wait for the
/// page table otherwise.
inline void prefer_huge_pages(void* block, std::size_t size) {
  constexpr std::size_t kPage = 4096, kWorthIt = std::size_t{4} << 20;
  if (size < kWorthIt) return;
  const auto start = (reinterpret_cast<std::uintptr_t>(block) + kPage - 1) / kPage * kPage;
  const auto end = (reinterpret_cast<std::uintptr_t>(block) + size) / kPage * kPage;
  // A wish: without it the pages are small ones.
  (void)::madvise(reinterpret_cast<void*>(start), end - start, MADV_HUGEPAGE);
}

/// Bytes that grow at their end. Unlike a string it does not clear what will be overwritten, and large blocks grow by
/// moving pages instead of copying them.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer other) noexcept {
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
  /// Room for `count` bytes in all, for random reads.
  void reserve(std::size_t count) {
    if (count <= capacity_) return;
    grow(count - size_);
    prefer_huge_pages(data_, capacity_);
  }
  void push(char byte) {
    *room(1) = byte;
    ++size_;
  }
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
    const std::size_t wanted = std::max(size_ + count, capacity_ + capacity_ / 2);
    auto* moved = static_cast<char*>(std::realloc(data_, wanted));
    if (moved == nullptr) throw std::bad_alloc();
    data_ = moved;
    capacity_ = wanted;
  }
  char* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

/// A fixed number of plain values, not cleared.
template <typename T>
class Array {
 public:
  void resize(std::size_t count) {
    bytes_.clear();
    bytes_.reserve(count * sizeof(T));
    size_ = count;
  }
  void free() { *this = {}; }
  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return reinterpret_cast<T*>(bytes_.data())[i]; }
  const T& operator[](std::size_t i) const { return reinterpret_cast<const T*>(bytes_.data())[i]; }

 private:
  Buffer bytes_;
  std::size_t size_ = 0;
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
