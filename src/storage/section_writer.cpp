// SPDX-License-Identifier: Apache-2.0
#include "storage/section_writer.h"

#include <algorithm>
#include <cstring>

#include "forestall/version.h"
#include "storage/new_file.h"
#include "storage/packed_section.h"
#include "storage/section_format.h"

namespace forestall::storage {
namespace {

/// Cuts what is written into the chunks that have a checksum each, and writes these.
class ChunkedFile {
 public:
  explicit ChunkedFile(NewFile& file) : file_(file) { chunk_.reserve(kChunk); }
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::string_view some = bytes.substr(0, kChunk - chunk_.size());
      chunk_.append(some);
      bytes.remove_prefix(some.size());
      if (chunk_.size() == kChunk) end_chunk();
    }
  }
  void finish() {
    if (!chunk_.empty()) end_chunk();
    file_.write(checksums_);
  }

 private:
  void end_chunk() {
    const std::uint64_t hash = base::hash(chunk_);
    checksums_.append(reinterpret_cast<const char*>(&hash), sizeof hash);
    file_.write(chunk_);
    chunk_.clear();
  }
  NewFile& file_;
  std::string chunk_, checksums_;
};

}  // namespace

SectionWriter::SectionWriter(base::Spill* spill) : spill_(spill) {
  sections_.reserve(kMostSections);  // references to them stay good
}

base::Spool& SectionWriter::begin(std::uint32_t id) { return sections_.emplace_back(id, base::Spool(spill_)).second; }

/// Packs what is to be packed; returns header and table, up to the first section.
std::string SectionWriter::lay_out() {
  for (auto& [id, bytes] : sections_)
    if (strides_[id] != 0) bytes = pack_section(bytes, strides_[id]);
  const std::uint64_t table_size = sections_.size() * sizeof(SectionEntry);
  first_ = rounded(sizeof(SectionHeader) + table_size);
  std::string table;
  std::uint64_t offset = first_;
  for (const auto& [id, bytes] : sections_) {
    const SectionEntry entry{id, strides_[id] != 0, offset, bytes.size()};
    table.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    offset = rounded(offset + bytes.size());
  }
  SectionHeader header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kFormatVersion;
  header.sections = static_cast<std::uint32_t>(sections_.size());
  header.checksums = checksums_ = offset;
  header.chunks = (offset - first_ + kChunk - 1) / kChunk;
  header.size = size_ = offset + header.chunks * sizeof(std::uint64_t);
  header.hash = header_hash(header, table);
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  out.append(table);
  out.resize(first_);
  return out;
}

/// Each is let go when it is written: there is never more than one of them in two places.
template <typename Write>
void SectionWriter::write_sections(Write&& write) {
  constexpr char kZeroes[kAlignment] = {};
  for (auto& [id, bytes] : sections_) {
    write(bytes.view());
    write(std::string_view(kZeroes, rounded(bytes.size()) - bytes.size()));
    bytes.release();
  }
}

std::string SectionWriter::finish() {
  const std::string start = lay_out();
  std::string image;
  image.reserve(size_);
  image.append(start);
  write_sections([&](std::string_view bytes) { image.append(bytes); });
  for (std::uint64_t at = first_; at < checksums_; at += kChunk) {
    const std::uint64_t hash = base::hash(std::string_view(image).substr(at, std::min(kChunk, checksums_ - at)));
    image.append(reinterpret_cast<const char*>(&hash), sizeof hash);
  }
  return image;
}

void SectionWriter::finish(const std::filesystem::path& path) {
  const std::string start = lay_out();
  NewFile file(path);
  file.write(start);
  ChunkedFile chunks(file);
  write_sections([&](std::string_view bytes) { chunks.write(bytes); });
  chunks.finish();
  file.finish();
}

}  // namespace forestall::storage
