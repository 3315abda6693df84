// SPDX-License-Identifier: Apache-2.0
#include "storage/section_writer.h"

#include <gtest/gtest.h>

#include <random>

#include "storage/section_file.h"
#include "support/documents.h"
#include "support/full_disk.h"
#include "support/scratch.h"
#include "support/tree.h"

namespace forestall::storage {
namespace {

using support::caught;

/// The same sections for the same seed.
SectionWriter some_sections(std::uint32_t seed, base::Spill* spill) {
  constexpr std::size_t kChunk = std::size_t{256} << 10;
  std::mt19937 random(seed);
  SectionWriter writer(spill);
  const std::uint32_t count = random() % 12;
  for (std::uint32_t id = 0; id < count; ++id) {
    const std::size_t sizes[] = {0, 1, 63, 64, 65, kChunk - 448, kChunk, kChunk + 1, 3 * kChunk};
    std::string bytes(sizes[random() % std::size(sizes)] / 12 * 12 + (random() % 2) * 12, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i % 7 == 0 ? random() : i / 1000);
    writer.begin(id * 5).append(bytes);
    if (random() % 3 == 0) writer.pack(id * 5, std::size_t{1} << (random() % 3));
  }
  return writer;
}

TEST(SectionWriter, WritesToAFileWhatItMakesInMemory) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(12)); ++seed) {
    SCOPED_TRACE(seed);
    const support::Scratch scratch;
    const std::string image = some_sections(seed, nullptr).finish();
    for (const std::size_t limit : {std::size_t{0}, std::size_t{1} << 19, std::size_t{1} << 30}) {
      base::Spill spill(scratch / std::to_string(limit), limit);
      some_sections(seed, &spill).finish(spill.file());
      EXPECT_TRUE(support::read_file(spill.file()) == image) << limit;
      SectionFile::open(spill.file())->verify_all();
    }
  }
}

TEST(SectionWriter, LeavesNothingBehindOnAFullDisk) {
  const support::Scratch scratch;
  base::Spill spill(scratch / "a.seg", std::size_t{1} << 30);
  SectionWriter writer(&spill);
  writer.begin(1).append(std::string(1'000'000, 'x'));
  const support::FullDisk full(500'000);
  const auto error = caught([&] { writer.finish(spill.file()); });
  EXPECT_EQ(error.code, ErrorCode::io);
  EXPECT_NE(error.message.find("a.seg"), std::string::npos) << error.message;
  EXPECT_TRUE(support::tree_of(scratch.path()).empty());
}

TEST(SectionWriter, ReplacesNoFile) {
  const support::Scratch scratch;
  support::write_file(scratch / "a.seg", "mine");
  SectionWriter writer;
  writer.begin(1).append(std::string("x"));
  EXPECT_EQ(caught([&] { writer.finish(scratch / "a.seg"); }).code, ErrorCode::io);
  EXPECT_EQ(support::read_file(scratch / "a.seg"), "mine");
}

}  // namespace
}  // namespace forestall::storage
