// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "index/snapshot.h"
#include "search/plan/languages.h"
#include "search/plan/plan.h"

namespace forestall::search {

inline constexpr std::uint32_t kNoTerm = ~std::uint32_t{0};

/// N and df over the languages searched, exact for the snapshot, without removed ones: of the documents that count, or
/// of the lessons that the reader may profit from.
class Statistics {
 public:
  Statistics(const index::Snapshot& snapshot, const Languages& languages, index::Space space, const Reader& reader);
  std::uint64_t documents() const { return documents_; }
  std::uint64_t df(std::string_view term, std::uint64_t hash) const;
  double idf(std::string_view term, std::uint64_t hash) const;
  /// How many of a partition's documents count and hold that term of it.
  std::uint64_t df(const index::Partition& partition, std::uint32_t term) const;
  /// Sets df, idf and mass of a plan whose words stand in so many documents; returns which of the terms it keeps: of
  /// lessons, those that the schema's `lesson_min_tickets` hold.
  std::vector<bool> fill(Plan& plan, const std::vector<std::uint64_t>& dfs) const;

 private:
  /// A partition whose rows count: all of them, or those with an audience that the reader meets.
  struct Part {
    const index::Leaf* leaf;
    const index::Partition* partition;
    std::vector<bool> audiences;  // by string number; empty: all
  };
  std::uint64_t count(const Part& part) const;
  std::uint64_t count(const Part& part, std::uint32_t term) const;
  static bool counts(const Part& part, std::uint32_t doc);
  const index::Snapshot& snapshot_;
  const index::Space space_;
  std::vector<Part> parts_;
  std::uint64_t documents_ = 0;
};

}  // namespace forestall::search
