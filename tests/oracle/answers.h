// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "forestall/suggester.h"
#include "search/evaluate/windows/window_search.h"

namespace forestall::support {

/// While it lives, scopes of so many windows are searched for seeds first.
class Seeding {
 public:
  explicit Seeding(std::uint32_t windows) : before_(std::exchange(search::WindowSearch::seeded_windows, windows)) {}
  ~Seeding() { search::WindowSearch::seeded_windows = before_; }
  Seeding(const Seeding&) = delete;
  Seeding& operator=(const Seeding&) = delete;

 private:
  std::uint32_t before_;
};

/// An answer as text, scores to the last bit.
inline std::string line(const Hit& hit) { return fmt::format("{} {:a}", hit.id, hit.score); }

inline std::vector<std::string> lines(const SearchResult& result) {
  std::vector<std::string> out{fmt::format("total {} exact {}", result.total, result.exact)};
  for (const Hit& hit : result.hits) out.push_back(line(hit));
  for (const Facet& facet : result.facets)
    for (const Facet::Value& value : facet.values)
      out.push_back(fmt::format("{} {} {}", to_string(facet.by), value.value, value.count));
  return out;
}

inline std::vector<std::string> lines(const Suggestions& result) {
  std::vector<std::string> out{fmt::format("{} {:a}", to_string(result.status), result.confidence)};
  for (const Solution& item : result.items) out.push_back(line(item) + fmt::format(" {:a}", item.confidence));
  return out;
}

}  // namespace forestall::support
