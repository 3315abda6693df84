// SPDX-License-Identifier: Apache-2.0
// Layout, little-endian (FORMAT.md): 64 bytes of header: "FORESTSG", u32 version, u32 sections, u64 size of the file,
// u64 offset of the checksums, u64 their number, u64 hash of (these header fields and the table); the table: sections ×
// (u32 id, u32 1 if packed, u64 offset, u64 size); sections at multiples of 64; one u64 hash for each 256 KiB from the
// first section to the checksums.
#include "storage/section_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "base/fail.h"
#include "base/hash.h"
#include "forestall/version.h"
#include "storage/packed_section.h"

namespace forestall::storage {
namespace {

constexpr char kMagic[8] = {'F', 'O', 'R', 'E', 'S', 'T', 'S', 'G'};
constexpr std::uint64_t kAlignment = 64, kChunk = 256 * 1024;
constexpr std::uint32_t kMostSections = 64;

struct Header {
  char magic[8];
  std::uint32_t version, sections;
  std::uint64_t size, checksums, chunks, hash, reserved[2];
};
static_assert(sizeof(Header) == kAlignment);

struct Entry {
  std::uint32_t id, packed;
  std::uint64_t offset, size;
};

std::uint64_t rounded(std::uint64_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

std::uint64_t header_hash(Header header, std::string_view table) {
  header.hash = 0;
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes.append(table);
  return base::hash(bytes);
}

[[noreturn]] void fail_io(const std::string& path, std::string_view what) {
  const int error = errno;
  fail(error == ENOENT ? ErrorCode::not_found : ErrorCode::io, "{}: cannot {}: {}", path, what, std::strerror(error));
}

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

void sync_directory(const std::filesystem::path& directory) {
  const Descriptor dir(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (dir.fd < 0 || ::fsync(dir.fd) != 0) fail_io(directory.string(), "sync the directory");
}

}  // namespace

struct SectionWriter::Impl {
  std::vector<std::pair<std::uint32_t, std::string>> sections;
  std::array<std::size_t, kMostSections> strides{};  // of those to be packed
};

SectionWriter::SectionWriter() : impl_(std::make_shared<Impl>()) { impl_->sections.reserve(kMostSections); }

std::string& SectionWriter::begin(std::uint32_t id) {
  impl_->sections.emplace_back(id, std::string());
  return impl_->sections.back().second;
}

void SectionWriter::pack(std::uint32_t id, std::size_t stride) { impl_->strides[id] = stride; }

void SectionWriter::align(std::size_t alignment) {
  std::string& section = impl_->sections.back().second;
  section.resize((section.size() + alignment - 1) / alignment * alignment);
}

std::string SectionWriter::finish() {
  for (auto& [id, bytes] : impl_->sections)
    if (impl_->strides[id] != 0) bytes = pack_section(bytes, impl_->strides[id]);
  const std::uint64_t table_size = impl_->sections.size() * sizeof(Entry), first = rounded(sizeof(Header) + table_size);
  std::string table;
  std::uint64_t offset = first;
  for (const auto& [id, bytes] : impl_->sections) {
    const Entry entry{id, impl_->strides[id] != 0, offset, bytes.size()};
    table.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    offset = rounded(offset + bytes.size());
  }
  const std::uint64_t chunks = (offset - first + kChunk - 1) / kChunk;
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kFormatVersion;
  header.sections = static_cast<std::uint32_t>(impl_->sections.size());
  header.size = offset + chunks * sizeof(std::uint64_t);
  header.checksums = offset;
  header.chunks = chunks;
  header.hash = header_hash(header, table);

  std::string image;
  image.reserve(header.size);
  image.append(reinterpret_cast<const char*>(&header), sizeof header);
  image.append(table);
  image.resize(first);
  for (auto& [id, bytes] : impl_->sections) {
    image.append(bytes);
    image.resize(rounded(image.size()));
    std::string().swap(bytes);
  }
  for (std::uint64_t at = first; at < offset; at += kChunk) {
    const std::uint64_t hash = base::hash(std::string_view(image).substr(at, std::min(kChunk, offset - at)));
    image.append(reinterpret_cast<const char*>(&hash), sizeof hash);
  }
  return image;
}

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
  if (descriptor.fd < 0) fail_io(path.string(), "open it");
  struct stat status {};
  if (::fstat(descriptor.fd, &status) != 0) fail_io(path.string(), "read its size");
  if (static_cast<std::uint64_t>(status.st_size) < sizeof(Header))
    fail(ErrorCode::corrupt, "{} has {} bytes, too few for a segment", path.string(), status.st_size);
  std::shared_ptr<SectionFile> file(new SectionFile());
  file->state_ = std::make_unique<State>();
  file->name_ = path.string();
  file->size_ = static_cast<std::uint64_t>(status.st_size);
  void* mapped = ::mmap(nullptr, file->size_, PROT_READ, MAP_SHARED, descriptor.fd, 0);
  if (mapped == MAP_FAILED) fail_io(path.string(), "map it");
  file->state_->mapped = mapped;
  file->data_ = static_cast<const char*>(mapped);
  file->read_table();
  return file;
}

void SectionFile::read_table() {
  Header header;
  std::memcpy(&header, data_, sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0)
    fail(ErrorCode::corrupt, "{} is no segment: it starts with other bytes", name_);
  if (header.version > kFormatVersion || header.version < kOldestFormat)
    fail(ErrorCode::incompatible_format, "{} has format {}, this version reads {} to {}", name_, header.version,
         kOldestFormat, kFormatVersion);
  if (header.size != size_) fail(ErrorCode::corrupt, "{} has {} bytes, its header says {}", name_, size_, header.size);
  const std::uint64_t table_size = header.sections * sizeof(Entry);
  if (header.sections > kMostSections || sizeof header + table_size > size_)
    fail(ErrorCode::corrupt, "{}: its header is damaged", name_);
  const std::string_view table(data_ + sizeof header, table_size);
  if (header_hash(header, table) != header.hash) fail(ErrorCode::corrupt, "{}: its header is damaged", name_);
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    Entry entry;
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
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (file.fd < 0) fail_io(path.string(), "create it");
  try {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file.fd, bytes.data(), std::min<std::size_t>(bytes.size(), std::size_t{1} << 26));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail_io(path.string(), "write it");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.fd) != 0) fail_io(path.string(), "sync it");
    sync_directory(path.parent_path());
  } catch (...) {
    ::unlink(path.c_str());
    throw;
  }
}

}  // namespace forestall::storage
