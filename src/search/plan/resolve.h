// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "index/snapshot.h"
#include "search/plan/plan.h"
#include "search/plan/statistics.h"

namespace forestall::search {

/// A query's term in one partition.
struct ResolvedTerm {
  bool present = false;
  std::uint32_t ord = 0;  ///< the segment's number of the term
  postings::ListView list;
  postings::DenseRow row;  ///< impacts of the partition's documents, if dense
  std::uint8_t largest_impact = 0;
};

/// A partition of a leaf with the plan of its language, ready to be searched.
struct Scope {
  std::uint32_t leaf = 0;
  const index::Leaf* source = nullptr;
  const index::Partition* partition = nullptr;
  const Plan* plan = nullptr;
  const Statistics* statistics = nullptr;
  const Schema* schema = nullptr;   ///< of the partition's space
  schema::FieldValues averages{};   ///< of the language, now
  std::vector<ResolvedTerm> terms;  ///< as Plan::terms
  postings::ListPool lists;         ///< of a compact segment, unpacked
  std::uint32_t present = 0;        ///< how many of the terms are there; most other spellings are not
};

/// `ords`: of the plan's terms in the partition, kNoTerm for those that are not there.
Scope resolve(const index::Snapshot& snapshot, std::uint32_t leaf, const index::Partition& partition, const Plan& plan,
              const std::vector<std::uint32_t>& ords, const Statistics& statistics);

}  // namespace forestall::search
