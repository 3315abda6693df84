// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace forestall::base {

/// Where the spools that a new file is made of go when they become too large together. Not thread-safe.
class Spill {
 public:
  /// `file`: the one to be made, which is not there yet. What does not fit into `limit` bytes of memory is put into
  /// files without a name in its folder: they vanish with the process, however it ends.
  Spill(std::filesystem::path file, std::size_t limit);
  const std::filesystem::path& file() const { return file_; }
  std::size_t limit() const { return limit_; }
  std::size_t held() const { return held_; }            ///< bytes of memory, now
  std::size_t most_held() const { return most_held_; }  ///< and at most so far
  std::size_t piece() const { return piece_; }          ///< a spool in a file holds so much in memory
  std::uint32_t files() const { return files_; }        ///< made so far

 private:
  friend class Spool;
  bool fits(std::size_t count) const { return held_ + count <= limit_; }
  void hold(std::size_t count);
  int make_file();
  const std::filesystem::path file_;
  const std::size_t limit_, piece_;
  std::size_t held_ = 0, most_held_ = 0;
  std::uint32_t files_ = 0;
};

/// Bytes that grow at their end and are read in one piece: in memory, or, given a Spill that is full, in a file.
/// Files are written, not mapped, for writing: a full disk is an `Error(io)` that names the folder, no signal.
class Spool {
 public:
  explicit Spool(Spill* spill = nullptr) : spill_(spill) {}
  Spool(Spool&& other) noexcept : spill_(other.spill_) { swap(other); }
  Spool& operator=(Spool&& other) noexcept {
    Spool moved(std::move(other));
    swap(moved);
    return *this;
  }
  ~Spool() { release(); }

  /// Makes room for `count` bytes more and returns where they go; `end_at` says how many of them were written.
  char* room(std::size_t count) {
    if (capacity_ - fill_ < count) grow(count);
    return data_ + fill_;
  }
  void end_at(const char* end) { fill_ = static_cast<std::size_t>(end - data_); }
  void push(char byte) {
    *room(1) = byte;
    ++fill_;
  }
  void append(const void* bytes, std::size_t count) {
    char* at = room(count);
    if (count > 0) std::memcpy(at, bytes, count);
    fill_ += count;
  }
  /// However many they are: in pieces, if they go to a file.
  void append(std::string_view bytes) {
    if (bytes.size() > capacity_ - fill_) return append_slowly(bytes);
    if (!bytes.empty()) std::memcpy(data_ + fill_, bytes.data(), bytes.size());
    fill_ += bytes.size();
  }
  /// Zeroes until the size is a multiple of `alignment`.
  void align(std::size_t alignment) {
    while (size() % alignment != 0) push('\0');
  }
  std::size_t size() const { return written_ + fill_; }
  bool empty() const { return size() == 0; }
  /// All of it, until something is done to the spool. Reading it costs no memory: pages of a file are the system's.
  std::string_view view();
  /// Takes back everything behind the first `size` bytes.
  void truncate(std::size_t size);
  /// Empty again; keeps memory and file, for the next.
  void clear();
  /// Empty again, without memory or file.
  void release();
  /// Whether so many bytes more would stay in memory.
  bool fits(std::size_t count) const { return fd_ < 0 && (spill_ == nullptr || spill_->fits(count)); }
  Spill* spill() const { return spill_; }

 private:
  void swap(Spool& other) noexcept;
  void append_slowly(std::string_view bytes);
  void grow(std::size_t count);
  void resize(std::size_t capacity);
  void free_memory();
  void write_out();
  void unmap();
  Spill* spill_;
  char* data_ = nullptr;                 // the end of what there is, not yet in the file
  std::size_t fill_ = 0, capacity_ = 0;  // of data_
  std::uint64_t written_ = 0;            // bytes in the file
  const char* mapped_ = nullptr;         // the file
  std::size_t mapped_size_ = 0;
  int fd_ = -1;
};

/// Plain values in a spool.
template <typename T>
class Column {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit Column(Spill* spill = nullptr) : bytes_(spill) {}
  void push_back(const T& value) {
    char* at = bytes_.room(sizeof value);
    std::memcpy(at, &value, sizeof value);
    bytes_.end_at(at + sizeof value);
  }
  void append(const T* values, std::size_t count) {
    bytes_.append({reinterpret_cast<const char*>(values), count * sizeof(T)});
  }
  std::size_t size() const { return bytes_.size() / sizeof(T); }
  /// Until something is done to the column.
  std::span<const T> view() {
    const std::string_view bytes = bytes_.view();
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  void clear() { bytes_.clear(); }
  void release() { bytes_.release(); }
  Spool& bytes() { return bytes_; }

 private:
  Spool bytes_;
};

}  // namespace forestall::base
