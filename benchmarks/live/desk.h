// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "forestall/forestall.h"

namespace live {

using namespace forestall;

/// Of a hundred operations, how many are of a kind; the others are suggestions.
struct Rates {
  double puts = 20, removals = 5, votes = 15, lessons = 2;
};

struct Material {
  std::vector<std::string> documents;  ///< JSON lines; the first `known` are in the index from the start
  std::vector<Draft> drafts;
  std::size_t known = 0;
  std::uint32_t tickets = 500;  ///< that are learnt, learnt anew and now and then forgotten
};

/// What one thread of a help desk does, the same for the same seed. Each desk writes to documents and tickets of its
/// own, so that the outcome does not depend on the order in which threads come to write.
class Desk {
 public:
  Desk(const Material& material, const Rates& rates, std::uint32_t seed, std::uint32_t number, std::uint32_t desks);
  enum class Kind { suggest, put, remove, vote, learn };
  /// The next operation: a draft to be answered, or a write.
  struct Operation {
    Kind kind = Kind::suggest;
    const Draft* draft = nullptr;
    Batch batch;
  };
  Operation next();

 private:
  std::size_t pick(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  Document document(std::size_t line) const;
  Batch put();
  Batch learn();

  const Material& material_;
  Rates rates_;
  std::mt19937_64 random_;
  std::uint32_t number_, desks_;
  std::vector<std::size_t> alive_, gone_;  // lines of `documents`
  std::size_t fresh_;                      // the next line that was never put
  std::uint64_t edits_ = 0;
};

const char* name_of(Desk::Kind kind);
/// A solved ticket of that draft; what solved it is one of the documents known from the start.
Lesson lesson_of(const Material& material, std::uint32_t ticket, std::size_t draft, std::size_t solution);

}  // namespace live
