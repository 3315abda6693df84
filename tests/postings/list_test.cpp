// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <iterator>
#include <map>
#include <random>

#include "base/bytes.h"
#include "postings/dense_row.h"
#include "postings/list_view.h"
#include "postings/list_writer.h"
#include "postings/packed_ints.h"
#include "ranking/bm25f.h"
#include "support/scratch.h"

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

ListWriter fill(const Plain& plain, base::Spill* spill = nullptr) {
  ListWriter writer(spill);
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
      EXPECT_EQ(window.codes[i], encode_tf(expected->second.tf));
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
      ListWriter writer = fill(plain);
      base::Spool lists, rows;
      lists.push('x');  // an odd start must be evened out
      writer.write(lists, rows, documents);
      const ListView list(lists.view().substr(2), static_cast<std::uint32_t>(plain.size()), writer.dense(documents));
      expect_same(plain, list, writer.dense(documents));
      EXPECT_EQ(rows.empty(), !writer.dense(documents));
      if (rows.empty()) continue;
      const DenseRow row(reinterpret_cast<const std::uint8_t*>(rows.view().data()));
      for (std::uint32_t doc = 0; doc < documents; ++doc)
        EXPECT_GE(row.impact(doc), plain.contains(doc) ? plain.at(doc).impact : 0);
    }
}

TEST(PostingList, OfMorePostingsThanMemoryMayHoldHasTheSameBytes) {
  const std::uint32_t seed = 17;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const support::Scratch scratch;
  base::Spill spill(scratch / "lists", 1);
  for (const double density : {0.01, 0.03, 0.05, 0.2, 0.5, 1.0}) {
    const std::uint32_t documents = 50'000;
    const Plain plain = generate(random, documents, density, 3);
    base::Spool lists, rows, spilled_lists(&spill), spilled_rows(&spill);
    fill(plain).write(lists, rows, documents);
    fill(plain, &spill).write(spilled_lists, spilled_rows, documents);
    EXPECT_TRUE(lists.view() == spilled_lists.view()) << plain.size();
    EXPECT_TRUE(rows.view() == spilled_rows.view()) << plain.size();
  }
  EXPECT_GT(spill.files(), 0);
}

/// Documents of a partition as a compact segment knows them: as long as their last positions, or now and then shorter.
struct Documents {
  std::vector<schema::FieldCounts> lengths;
  std::vector<Norm> norms;
  ListDocuments view() const { return {static_cast<std::uint32_t>(lengths.size()), lengths.data(), norms.data()}; }
};

Documents documents_for(Plain& plain, std::uint32_t count, std::mt19937& random) {
  Documents documents{std::vector<schema::FieldCounts>(count), std::vector<Norm>(count)};
  for (std::uint32_t doc = 0; doc < count; ++doc) {
    Norm& norm = documents.norms[doc];
    for (std::uint8_t& field : norm.fields) field = static_cast<std::uint8_t>(100 + random() % 50);
    norm.most = static_cast<std::uint8_t>(155 + random() % 100);
    const auto found = plain.find(doc);
    for (std::size_t f = 0; f < schema::kFields; ++f) {
      std::uint32_t& length = documents.lengths[doc][f];
      length = static_cast<std::uint32_t>(random() % 40);
      if (found == plain.end() || found->second.positions[f].empty()) continue;
      length = found->second.positions[f].back() + 1;
      if (random() % 500 == 0) length /= 5;
    }
    if (found != plain.end()) found->second.impact = norm_impact(norm, encode_tf(found->second.tf));
  }
  return documents;
}

TEST(PackedList, GivesBackWhatWasWritten) {
  const std::uint32_t seed = 11;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (const double density : {0.0001, 0.0015, 0.01, 0.09, 0.5, 1.0})
    for (const std::uint32_t largest_tf : {1u, 3u, 60u}) {
      const std::uint32_t count = largest_tf == 60 ? 9'000 : 30'000;
      Plain plain = generate(random, count, density, largest_tf);
      if (plain.empty()) plain.emplace(count - 1, Posting{{0, 1, 0}, 0, {{}, {3}, {}}});
      const Documents documents = documents_for(plain, count, random);
      base::Spool lists;
      lists.push('x');
      fill(plain).pack(lists, documents.view());
      SCOPED_TRACE(testing::Message() << plain.size() << " postings in " << lists.size() << " bytes");
      lists.append(std::string(8, '\xff'));
      PackedList packed(lists.view().substr(1), static_cast<std::uint32_t>(plain.size()), documents.view());
      expect_same(plain, ListView(packed, static_cast<std::uint32_t>(plain.size())), false);
    }
}

TEST(PackedList, OfMorePostingsThanMemoryMayHoldHasTheSameBytes) {
  const std::uint32_t seed = 18, count = 50'000;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const support::Scratch scratch;
  base::Spill spill(scratch / "lists", 1);
  for (const double density : {0.01, 0.03, 0.05, 0.5}) {
    Plain plain = generate(random, count, density, 3);
    const Documents documents = documents_for(plain, count, random);
    base::Spool lists, spilled(&spill);
    fill(plain).pack(lists, documents.view());
    fill(plain, &spill).pack(spilled, documents.view());
    EXPECT_TRUE(lists.view() == spilled.view()) << plain.size();
  }
}

TEST(PackedList, ReadsWindowsAndPositionsInAnyOrder) {
  const std::uint32_t seed = 12, count = 60'000;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  Plain plain = generate(random, count, 0.2, 3);
  const Documents documents = documents_for(plain, count, random);
  base::Spool lists;
  fill(plain).pack(lists, documents.view());
  lists.append(std::string(8, '\0'));
  const auto size = static_cast<std::uint32_t>(plain.size());
  PackedList packed(lists.view(), size, documents.view());
  const ListView list(packed, size);
  WindowCursor cursor(list);
  EXPECT_EQ(cursor.seek(5).docs.size(),
            static_cast<std::size_t>(std::distance(plain.lower_bound(5 * kWindow), plain.lower_bound(6 * kWindow))));
  std::vector<Plain::const_iterator> order;
  for (auto i = plain.cbegin(); i != plain.cend(); ++i) order.push_back(i);
  for (int i = 0; i < 500; ++i) {
    const std::uint32_t n = static_cast<std::uint32_t>(random() % size);
    ListView::Positions positions;
    list.positions(n, positions);
    EXPECT_EQ(positions.tf, order[n]->second.tf);
    for (int f = 0; f < schema::kFields; ++f) EXPECT_EQ(positions.of[f], order[n]->second.positions[f]);
  }
}

TEST(PackedInts, GiveBackNumbersOfEveryWidthWithExceptions) {
  std::mt19937 random(3);
  for (unsigned bits = 0; bits <= 32; ++bits)
    for (const std::uint32_t count : {1u, 7u, 8u, 127u, 128u, 129u, 1000u}) {
      std::vector<std::uint32_t> values(count);
      for (std::uint32_t& value : values) {
        value = bits == 0 ? 0 : random() >> (32 - bits);
        if (random() % 40 == 0) value = random();
      }
      std::string bytes;
      pack(values, bytes);
      const std::size_t size = bytes.size();
      bytes.append(8, '\xff');
      std::vector<std::uint32_t> out(count + kUnpackRoom);
      const auto* start = reinterpret_cast<const std::uint8_t*>(bytes.data());
      EXPECT_EQ(unpack(start, count, out.data()), start + size);
      out.resize(count);
      EXPECT_EQ(out, values) << bits << " bits, " << count;
    }
}

TEST(Norm, BoundsWhatBm25fGives) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> logarithm(-9, 9);
  for (int i = 0; i < 3000; ++i) {
    const double k1 = i % 2 == 0 ? 1.5 : 3, largest = 3;
    schema::FieldValues factors;
    Norm norm;
    for (std::size_t f = 0; f < schema::kFields; ++f) {
      factors[f] = random() % 4 == 0 ? 0 : std::exp(logarithm(random));
      norm.fields[f] = norm_byte(factors[f] / k1);
      EXPECT_GE(norm_value(norm.fields[f]), factors[f] / k1);
    }
    norm.most = ranking::bake(k1 + 1, largest);
    const auto code = static_cast<std::uint8_t>(1 + random() % 251);
    const double exact = ranking::saturate(ranking::combined_tf(kTfOfCode[code], factors), k1);
    const std::uint8_t bound = norm_impact(norm, code), baked = ranking::bake(exact, largest);
    EXPECT_GE(bound, baked);
    EXPECT_LE(bound, baked + 8) << exact;
    if (exact > 0) {
      EXPECT_EQ(norm_impact(norm, kEscape), norm.most);
    }
  }
}

TEST(PostingList, CursorFindsEachWindowAndSkipsEmptyOnes) {
  Plain plain;
  for (const std::uint32_t doc : {3u, 5u, kWindow * 2 + 1, kWindow * 5, kWindow * 5 + 8191})
    plain[doc] = {{0, 1, 0}, 9, {{}, {4}, {}}};
  base::Spool lists, rows;
  fill(plain).write(lists, rows, kWindow * 6);
  WindowCursor cursor(ListView(lists.view(), 5, false));
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
