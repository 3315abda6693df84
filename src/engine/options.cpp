// SPDX-License-Identifier: Apache-2.0
#include "forestall/options.h"

#include "base/fail.h"
#include "forestall/results.h"

namespace forestall {
namespace {

template <typename T>
void require(const char* field, T value, T low, T high) {
  if (!(value >= low && value <= high))
    fail(ErrorCode::invalid_argument, "{} is {}, it must be between {} and {}", field, value, low, high);
}

constexpr std::size_t kMostHits = 10'000, kDeepest = 100'000;

}  // namespace

void validate(const IndexOptions& options) {
  require<std::size_t>("memory_budget", options.memory_budget, std::size_t{1} << 20, std::size_t{1} << 40);
}

void validate(const SearchOptions& options) {
  require<std::size_t>("limit", options.limit, 0, kMostHits);
  require<std::size_t>("limit + offset", options.limit + options.offset, options.limit, kDeepest);
  require<std::size_t>("snippet_length", options.snippet_length, 20, 10'000);
  require<std::int64_t>("budget.time", options.budget.time.count(), 0, std::int64_t{1} << 60);
  for (const std::string& name : options.facets)
    if (!facet_from(name))
      fail(ErrorCode::invalid_argument, "facets holds \"{}\", it must be kind, product, category, tag or lang", name);
}

void validate(const SuggestOptions& options) {
  require<std::size_t>("limit", options.limit, 0, kMostHits);
  require("min_confidence", options.min_confidence, 0.0, 1.0);
  require("min_precision", options.min_precision, 0.0, 1.0);
  require("lesson_half_life", options.lesson_half_life, 0.0, 1e6);
  require<std::size_t>("snippet_length", options.snippet_length, 20, 10'000);
  require<std::int64_t>("budget.time", options.budget.time.count(), 0, std::int64_t{1} << 60);
}

}  // namespace forestall
