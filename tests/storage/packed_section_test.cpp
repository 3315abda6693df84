// SPDX-License-Identifier: Apache-2.0
#include "storage/packed_section.h"

#include <gtest/gtest.h>

#include <random>

#include "storage/section_file.h"
#include "storage/section_writer.h"
#include "support/documents.h"
#include "support/scratch.h"
#include "support/tree.h"

namespace forestall::storage {
namespace {

using support::caught;

std::string records(std::mt19937& random, std::size_t stride, std::size_t count) {
  std::string bytes;
  std::uint64_t ascending = 0;
  for (std::size_t i = 0; i < count; ++i) {
    ascending += random() % 100;
    std::string record(reinterpret_cast<const char*>(&ascending), sizeof ascending);
    while (record.size() < stride) record.push_back(static_cast<char>(random() % 3));
    bytes += record.substr(0, stride);
  }
  return bytes;
}

std::string packed_section(std::string_view bytes, std::size_t stride) {
  base::Spool section;
  section.append(bytes);
  return std::string(pack_section(section, stride).view());
}

TEST(PackedSection, GivesBackRecordsOfEverySize) {
  std::mt19937 random(5);
  for (const std::size_t stride : {1, 3, 4, 8, 12, 16, 56})
    for (const std::size_t count : {0, 1, 2, 1000}) {
      const std::string bytes = records(random, stride, count), packed = packed_section(bytes, stride);
      EXPECT_EQ(unpack_section(packed, "a test"), bytes) << stride << " " << count;
    }
}

TEST(PackedSection, OfAscendingNumbersIsShort) {
  std::mt19937 random(6);
  const std::string bytes = records(random, 4, 10'000);
  EXPECT_LT(packed_section(bytes, 4).size() * 4, bytes.size());
}

TEST(PackedSection, ThatIsDamagedIsAnErrorThatSaysWhere) {
  std::mt19937 random(7);
  const std::string packed = packed_section(records(random, 12, 500), 12);
  for (int i = 0; i < 2000; ++i) {
    std::string damaged = packed;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 << (random() % 8));
    if (random() % 3 == 0) damaged.resize(random() % damaged.size());
    const auto error = caught([&] { unpack_section(damaged, "the file"); });
    if (!error.thrown) continue;  // the same size, other values: what checksums are for
    EXPECT_EQ(error.code, ErrorCode::corrupt);
    EXPECT_NE(error.message.find("the file"), std::string::npos) << error.message;
  }
}

TEST(SectionFile, UnpacksPackedSectionsWhenItIsOpened) {
  std::mt19937 random(8);
  const std::string plain = records(random, 8, 70'000), packed = records(random, 12, 9'000);
  SectionWriter writer;
  writer.begin(3).append(packed);
  writer.begin(5).append(plain);
  writer.begin(6);
  writer.pack(3, 12);
  writer.pack(6, 1);
  const std::string image = writer.finish();
  EXPECT_LT(image.size(), plain.size() + packed.size());
  const support::Scratch scratch;
  write_file_durably(scratch / "a.seg", image);
  for (const auto& file : {SectionFile::open(scratch / "a.seg"), SectionFile::from_memory(image)}) {
    EXPECT_EQ(file->section(3), packed);
    EXPECT_EQ(file->section(5), plain);
    EXPECT_EQ(file->section(6), "");
    file->verify(file->section(3));
    file->verify(file->section(5).substr(500'000, 20));
    file->verify_all();
  }
}

TEST(SectionFile, WithADamagedPackedSectionIsNotOpened) {
  std::mt19937 random(9);
  SectionWriter writer;
  writer.begin(3).append(records(random, 12, 9'000));
  writer.pack(3, 12);
  const support::Scratch scratch;
  std::string image = writer.finish();
  image[image.size() / 2] ^= 1;
  write_file_durably(scratch / "a.seg", image);
  const auto error = caught([&] { SectionFile::open(scratch / "a.seg"); });
  EXPECT_EQ(error.code, ErrorCode::corrupt);
  EXPECT_NE(error.message.find("a.seg"), std::string::npos) << error.message;
}

}  // namespace
}  // namespace forestall::storage
