// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/facets.h"

#include <algorithm>
#include <map>

#include "index/audience.h"

namespace forestall::search {
namespace {

/// The values that one number stands for in a segment.
std::vector<std::string> values_of(const index::Segment& segment, Facet::By by, std::uint32_t key) {
  if (by == Facet::By::kind) return {std::string(to_string(static_cast<Kind>(key)))};
  if (by == Facet::By::lang) return {segment.partitions()[key].lang};
  if (by == Facet::By::category) return {std::string(segment.string(key))};
  std::vector<std::string> values;
  for (const std::string_view member : index::split(segment.string(key), index::kMember)) values.emplace_back(member);
  return values;
}

}  // namespace

FacetCounter::FacetCounter(const index::Snapshot& snapshot, const std::vector<std::string>& names)
    : snapshot_(snapshot) {
  for (const std::string& name : names) {
    const auto by = facet_from(name);
    if (by) facets_.push_back({*by, {}});
  }
  for (Counts& counts : facets_) counts.of_leaf.resize(snapshot.leaves().size());
}

std::uint32_t FacetCounter::key(Facet::By by, const index::Place& place) const {
  const index::Segment& segment = *snapshot_.leaves()[place.leaf].segment;
  const index::DocInfo& info = segment.info(place.doc);
  switch (by) {
    case Facet::By::kind:
      return info.kind;
    case Facet::By::product:
      return info.products;
    case Facet::By::category:
      return info.category;
    case Facet::By::tag:
      return info.tags;
    case Facet::By::lang:
      break;
  }
  return static_cast<std::uint32_t>(&segment.partition_of(place.doc) - segment.partitions().data());
}

void FacetCounter::add(const index::Place& place) {
  for (Counts& counts : facets_) ++counts.of_leaf[place.leaf][key(counts.by, place)];
}

std::vector<Facet> FacetCounter::take(std::size_t limit) const {
  std::vector<Facet> out;
  for (const Counts& counts : facets_) {
    std::map<std::string, std::uint64_t> totals;
    for (std::size_t leaf = 0; leaf < counts.of_leaf.size(); ++leaf)
      for (const auto& [key, count] : counts.of_leaf[leaf])
        for (std::string& value : values_of(*snapshot_.leaves()[leaf].segment, counts.by, key))
          if (!value.empty()) totals[std::move(value)] += count;
    Facet facet{counts.by, {}, totals.size()};
    for (const auto& [value, count] : totals) facet.values.push_back({value, count});
    std::stable_sort(facet.values.begin(), facet.values.end(),
                     [](const Facet::Value& a, const Facet::Value& b) { return a.count > b.count; });
    if (facet.values.size() > limit) facet.values.resize(limit);
    out.push_back(std::move(facet));
  }
  return out;
}

}  // namespace forestall::search
