// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "index/snapshot.h"
#include "search/languages.h"
#include "search/plan.h"

namespace forestall::search {

/// N and df over the languages searched, exact for the snapshot: of documents that count, without removed ones.
class Statistics {
 public:
  Statistics(const index::Snapshot& snapshot, const Languages& languages);
  std::uint64_t documents() const { return documents_; }
  std::uint64_t df(std::string_view term, std::uint64_t hash) const;
  double idf(std::string_view term, std::uint64_t hash) const;
  void fill(Plan& plan) const;

 private:
  const index::Snapshot& snapshot_;
  const Languages& languages_;
  std::uint64_t documents_ = 0;
};

}  // namespace forestall::search
