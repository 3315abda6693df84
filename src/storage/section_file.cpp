// SPDX-License-Identifier: Apache-2.0
#include "storage/section_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>
#include <vector>

#include "base/fail.h"
#include "base/hash.h"
#include "forestall/version.h"
#include "storage/new_file.h"
#include "storage/packed_section.h"
#include "storage/section_format.h"

namespace forestall::storage {
namespace {

/// A descriptor that closes itself.
struct Descriptor {
  int fd = -1;
  explicit Descriptor(int fd) : fd(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

}  // namespace

struct SectionFile::State {
  std::string memory;
  void* mapped = nullptr;
  std::uint64_t first = 0, end = 0;  // what the chunk checksums cover
  const char* checksums = nullptr;
  std::vector<std::atomic<std::uint8_t>> verified;
  std::vector<std::pair<std::uint32_t, std::string>> unpacked;
};

SectionFile::~SectionFile() {
  if (state_ && state_->mapped != nullptr) ::munmap(state_->mapped, size_);
}

std::shared_ptr<const SectionFile> SectionFile::from_memory(std::string image) {
  std::shared_ptr<SectionFile> file(new SectionFile());
  file->state_ = std::make_unique<State>();
  file->state_->memory = std::move(image);
  file->data_ = file->state_->memory.data();
  file->size_ = file->state_->memory.size();
  file->name_ = "memory";
  file->verified_all_ = true;
  file->read_table();
  return file;
}

std::shared_ptr<const SectionFile> SectionFile::open(const std::filesystem::path& path) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.fd < 0) fail_io(path, "open it");
  struct stat status {};
  if (::fstat(descriptor.fd, &status) != 0) fail_io(path, "read its size");
  if (static_cast<std::uint64_t>(status.st_size) < sizeof(SectionHeader))
    fail(ErrorCode::corrupt, "{} has {} bytes, too few for a segment", path.string(), status.st_size);
  std::shared_ptr<SectionFile> file(new SectionFile());
  file->state_ = std::make_unique<State>();
  file->name_ = path.string();
  file->size_ = static_cast<std::uint64_t>(status.st_size);
  void* mapped = ::mmap(nullptr, file->size_, PROT_READ, MAP_SHARED, descriptor.fd, 0);
  if (mapped == MAP_FAILED) fail_io(path, "map it");
  file->state_->mapped = mapped;
  file->data_ = static_cast<const char*>(mapped);
  file->read_table();
  return file;
}

void SectionFile::read_table() {
  SectionHeader header;
  std::memcpy(&header, data_, sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0)
    fail(ErrorCode::corrupt, "{} is no segment: it starts with other bytes", name_);
  if (header.version > kFormatVersion || header.version < kOldestFormat)
    fail(ErrorCode::incompatible_format, "{} has format {}, this version reads {} to {}", name_, header.version,
         kOldestFormat, kFormatVersion);
  if (header.size != size_) fail(ErrorCode::corrupt, "{} has {} bytes, its header says {}", name_, size_, header.size);
  const std::uint64_t table_size = header.sections * sizeof(SectionEntry);
  if (header.sections > kMostSections || sizeof header + table_size > size_)
    fail(ErrorCode::corrupt, "{}: its header is damaged", name_);
  const std::string_view table(data_ + sizeof header, table_size);
  if (header_hash(header, table) != header.hash) fail(ErrorCode::corrupt, "{}: its header is damaged", name_);
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    SectionEntry entry;
    std::memcpy(&entry, table.data() + i * sizeof entry, sizeof entry);
    sections_[entry.id % kMostSections] = {data_ + entry.offset, entry.size};
    if (entry.packed != 0) state_->unpacked.emplace_back(entry.id % kMostSections, std::string());
  }
  state_->first = rounded(sizeof header + table_size);
  state_->end = header.checksums;
  state_->checksums = data_ + header.checksums;
  state_->verified = std::vector<std::atomic<std::uint8_t>>(header.chunks);
  unpack_sections();
}

void SectionFile::unpack_sections() {
  for (auto& [id, bytes] : state_->unpacked) {
    verify(sections_[id]);
    bytes = unpack_section(sections_[id], name_);
  }
  for (const auto& [id, bytes] : state_->unpacked) sections_[id] = bytes;
}

void SectionFile::verify_slowly(std::string_view bytes) const {
  if (bytes.empty() || bytes.data() < data_ || bytes.data() >= data_ + size_) return;  // unpacked: verified before
  const auto start = static_cast<std::uint64_t>(bytes.data() - data_) - state_->first;
  for (std::uint64_t chunk = start / kChunk; chunk <= (start + bytes.size() - 1) / kChunk; ++chunk) {
    if (state_->verified[chunk].load(std::memory_order_relaxed) != 0) continue;
    const std::uint64_t at = state_->first + chunk * kChunk;
    std::uint64_t expected;
    std::memcpy(&expected, state_->checksums + chunk * sizeof expected, sizeof expected);
    if (base::hash({data_ + at, std::min(kChunk, state_->end - at)}) != expected)
      fail(ErrorCode::corrupt, "{}: bytes {} to {} fail their checksum", name_, at, std::min(at + kChunk, state_->end));
    state_->verified[chunk].store(1, std::memory_order_relaxed);
  }
}

void SectionFile::verify_all() const { verify_slowly({data_ + state_->first, state_->end - state_->first}); }

void write_file_durably(const std::filesystem::path& path, std::string_view bytes) {
  NewFile file(path);
  file.write(bytes);
  file.finish();
}

}  // namespace forestall::storage
