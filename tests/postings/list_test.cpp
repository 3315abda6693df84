// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/bytes.h"
#include "postings/dense_row.h"
#include "postings/list_view.h"
#include "postings/list_writer.h"

namespace forestall::postings {
namespace {

struct Posting {
  schema::FieldCounts tf{};
  std::uint8_t impact = 0;
  std::vector<std::uint32_t> positions[schema::kFields];
};
using Plain = std::map<std::uint32_t, Posting>;

Plain generate(std::mt19937& random, std::uint32_t documents, double density, std::uint32_t largest_tf) {
  Plain plain;
  std::bernoulli_distribution holds(density);
  std::uniform_int_distribution<std::uint32_t> tf(0, largest_tf), gap(1, 300), impact(1, 255);
  for (std::uint32_t doc = 0; doc < documents; ++doc) {
    if (!holds(random)) continue;
    Posting posting;
    posting.impact = static_cast<std::uint8_t>(impact(random));
    for (int f = 0; f < schema::kFields; ++f) {
      posting.tf[f] = tf(random);
      for (std::uint32_t i = 0, at = 0; i < posting.tf[f]; ++i) posting.positions[f].push_back(at += gap(random));
    }
    if (total(posting.tf) == 0) posting.tf[1] = 1, posting.positions[1] = {7};
    plain.emplace(doc, posting);
  }
  return plain;
}

ListWriter fill(const Plain& plain) {
  ListWriter writer;
  for (const auto& [doc, posting] : plain) {
    std::string record;
    for (const auto& positions : posting.positions) {
      std::uint32_t last = 0;
      for (const std::uint32_t position : positions) {
        base::write_varint32(record, position - last);
        last = position;
      }
    }
    writer.add(doc, posting.tf, posting.impact, record);
  }
  return writer;
}

void expect_same(const Plain& plain, const ListView& list, bool dense) {
  ASSERT_EQ(list.size(), plain.size());
  auto expected = plain.begin();
  ListView::Positions positions;
  ListView::Reached reached;
  for (std::uint32_t w = 0, first = 0; w < list.windows(); first += list.window_count(w++)) {
    const WindowPostings window = list.at(w, first);
    for (std::uint32_t i = 0; i < window.docs.size(); ++i, ++expected) {
      EXPECT_EQ(window.window * kWindow + window.docs[i], expected->first);
      if (!dense) {
        EXPECT_EQ(window.impacts[i], expected->second.impact);
      }
      list.positions(first + i, positions);
      EXPECT_EQ(positions.tf, expected->second.tf);
      for (int f = 0; f < schema::kFields; ++f) EXPECT_EQ(positions.of[f], expected->second.positions[f]);
      // Going on from an earlier posting gives the same, and so does going back.
      if ((first + i) % 7 > 2) continue;
      list.positions(first + i, positions, reached);
      EXPECT_EQ(positions.tf, expected->second.tf);
      for (int f = 0; f < schema::kFields; ++f) EXPECT_EQ(positions.of[f], expected->second.positions[f]);
      if ((first + i) % 49 == 0) list.positions((first + i) / 2, positions, reached);
    }
  }
}

TEST(PostingList, GivesBackWhatWasWritten) {
  const std::uint32_t seed = 7;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (const double density : {0.0001, 0.01, 0.5, 1.0})
    for (const std::uint32_t largest_tf : {1u, 3u, 60u}) {
      const std::uint32_t documents = 20'000;
      Plain plain = generate(random, documents, density, largest_tf);
      if (plain.empty()) plain = generate(random, 1, 1, largest_tf);
      const ListWriter writer = fill(plain);
      std::string lists = "x", rows;  // an odd start must be evened out
      writer.write(lists, rows, documents);
      const ListView list(std::string_view(lists).substr(2), static_cast<std::uint32_t>(plain.size()),
                          writer.dense(documents));
      expect_same(plain, list, writer.dense(documents));
      EXPECT_EQ(rows.empty(), !writer.dense(documents));
      if (rows.empty()) continue;
      const DenseRow row(reinterpret_cast<const std::uint8_t*>(rows.data()));
      for (std::uint32_t doc = 0; doc < documents; ++doc)
        EXPECT_GE(row.impact(doc), plain.contains(doc) ? plain.at(doc).impact : 0);
    }
}

TEST(PostingList, CursorFindsEachWindowAndSkipsEmptyOnes) {
  Plain plain;
  for (const std::uint32_t doc : {3u, 5u, kWindow * 2 + 1, kWindow * 5, kWindow * 5 + 8191})
    plain[doc] = {{0, 1, 0}, 9, {{}, {4}, {}}};
  std::string lists, rows;
  fill(plain).write(lists, rows, kWindow * 6);
  WindowCursor cursor(ListView(lists, 5, false));
  EXPECT_EQ(cursor.seek(0).docs.size(), 2u);
  EXPECT_TRUE(cursor.seek(1).docs.empty());
  EXPECT_EQ(cursor.seek(2).docs[0], 1);
  EXPECT_EQ(cursor.seek(5).docs[1], 8191);
  EXPECT_TRUE(cursor.seek(6).docs.empty());
}

TEST(TfCode, RoundTripsOrEscapes) {
  for (std::uint32_t title = 0; title < 5; ++title)
    for (std::uint32_t body = 0; body < 60; ++body)
      for (std::uint32_t tags = 0; tags < 3; ++tags) {
        const schema::FieldCounts tf{title, body, tags};
        const std::uint8_t code = encode_tf(tf);
        if (code != kEscape) {
          EXPECT_EQ(kTfOfCode[code], tf);
        }
        EXPECT_EQ(code == kEscape, title > 2 || body > 41 || tags > 1);
      }
}

}  // namespace
}  // namespace forestall::postings
