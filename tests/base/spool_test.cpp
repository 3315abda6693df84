// SPDX-License-Identifier: Apache-2.0
#include "base/spool.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>

#include "support/documents.h"
#include "support/full_disk.h"
#include "support/scratch.h"

namespace forestall::base {
namespace {

using support::caught;

std::string random_bytes(std::mt19937& random, std::size_t count) {
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

std::size_t files_in(const support::Scratch& scratch) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(scratch.path()), std::filesystem::directory_iterator()));
}

/// A size around the edges of what a spool does differently: nothing, a byte, a page, a piece, a limit.
std::size_t some_size(std::mt19937& random, const Spill& spill) {
  const std::size_t edges[] = {0, 1, 3, 64, 4096, spill.piece(), spill.piece() * 3, spill.limit()};
  const std::size_t edge = edges[random() % std::size(edges)];
  return edge + random() % 3 - (edge > 0 ? 1 : 0);
}

void change(Spool& spool, std::string& expected, std::mt19937& random, const Spill& spill) {
  const std::string bytes = random_bytes(random, some_size(random, spill));
  switch (random() % 12) {
    case 0:
      spool.push('x');
      expected.push_back('x');
      break;
    case 1:
      spool.align(8);
      expected.resize((expected.size() + 7) / 8 * 8);
      break;
    case 2: {
      const std::size_t size = expected.size() - std::min(expected.size(), bytes.size());
      spool.truncate(size);
      expected.resize(size);
      break;
    }
    case 3:
      if (random() % 4 != 0) break;
      random() % 2 == 0 ? spool.clear() : spool.release();
      expected.clear();
      break;
    case 4:
    case 5: {
      char* at = spool.room(bytes.size() + 10);  // of which less is used
      at = std::copy(bytes.begin(), bytes.end(), at);
      spool.end_at(at);
      expected += bytes;
      break;
    }
    case 6: {
      Spool moved = std::move(spool);
      spool = std::move(moved);
      break;
    }
    case 7:
      EXPECT_TRUE(spool.view() == expected);
      break;
    case 8:
      spool.append(bytes.data(), bytes.size());
      expected += bytes;
      break;
    default:
      spool.append(std::string_view(bytes));
      expected += bytes;
  }
  EXPECT_EQ(spool.size(), expected.size());
}

TEST(Spool, HoldsWhatAStringHolds) {
  const support::Scratch scratch;
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(60)); ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const std::size_t limits[] = {0, 1, 4095, 4096, std::size_t{16} << 10, 100'000, std::size_t{2} << 20};
    Spill spill(scratch / "file", limits[seed % std::size(limits)]);
    {
      Spool spools[3] = {Spool(&spill), Spool(&spill), Spool()};
      std::string expected[3];
      for (int i = 0; i < 60 && !testing::Test::HasFailure(); ++i) {
        const std::size_t which = random() % 3;
        change(spools[which], expected[which], random, spill);
      }
      for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(spools[i].view() == expected[i]);
    }
    EXPECT_EQ(spill.held(), 0);
  }
}

TEST(Spool, HoldsNoMoreThanItsLimitInMemoryAndAPieceForEach) {
  const support::Scratch scratch;
  Spill spill(scratch / "file", std::size_t{1} << 20);
  std::vector<Spool> spools;
  for (int i = 0; i < 10; ++i) spools.emplace_back(&spill);
  std::mt19937 random(1);
  const std::string bytes = random_bytes(random, 777);
  for (int i = 0; i < 20'000; ++i) spools[random() % spools.size()].append(std::string_view(bytes));
  EXPECT_LE(spill.most_held(), spill.limit() + spools.size() * spill.piece());
  EXPECT_GT(spill.files(), 0);
  EXPECT_LE(spill.files(), spools.size());
}

TEST(Spool, BelowItsLimitMakesNoFile) {
  const support::Scratch scratch;
  Spill spill(scratch / "there is no such folder" / "file", std::size_t{1} << 20);
  Spool spool(&spill);
  for (int i = 0; i < 600'000; ++i) spool.push('x');
  EXPECT_EQ(spool.view(), std::string(600'000, 'x'));
  EXPECT_EQ(spill.files(), 0);
}

TEST(Spool, LeavesNoNameInItsFolder) {
  const support::Scratch scratch;
  Spill spill(scratch / "file", 0);
  Spool spool(&spill);
  spool.append(std::string(1'000'000, 'x'));
  EXPECT_EQ(spill.files(), 1);
  EXPECT_EQ(files_in(scratch), 0);
  EXPECT_EQ(spool.view(), std::string(1'000'000, 'x'));
}

TEST(Spool, OnAFullDiskSaysWhichFolderItIs) {
  const support::Scratch scratch;
  Spill spill(scratch / "file", 0);
  {
    Spool spool(&spill);
    const support::FullDisk full(100'000);
    const auto error = caught([&] {
      for (int i = 0; i < 1'000'000; ++i) spool.push('x');
    });
    EXPECT_TRUE(error.thrown);
    EXPECT_EQ(error.code, ErrorCode::io);
    EXPECT_NE(error.message.find(scratch.path()), std::string::npos) << error.message;
  }
  EXPECT_EQ(spill.held(), 0);
}

TEST(Spool, InAFolderThatIsMissingSaysWhichOne) {
  const support::Scratch scratch;
  Spill spill(scratch / "missing" / "file", 0);
  Spool spool(&spill);
  const auto error = caught([&] { spool.append(std::string(100'000, 'x')); });
  EXPECT_EQ(error.code, ErrorCode::io);
  EXPECT_NE(error.message.find("missing"), std::string::npos) << error.message;
}

}  // namespace
}  // namespace forestall::base
