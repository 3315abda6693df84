// SPDX-License-Identifier: Apache-2.0
#include "search/plan/filter.h"

#include <algorithm>

#include "index/audience.h"

namespace forestall::search {
namespace {

bool contains(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool shares(std::string_view set, const std::vector<std::string>& values) {
  const auto members = index::split(set, index::kMember);
  return std::any_of(members.begin(), members.end(), [&](std::string_view member) { return contains(values, member); });
}

bool holds_all(std::string_view set, const std::vector<std::string>& values) {
  const auto members = index::split(set, index::kMember);
  return std::all_of(values.begin(), values.end(), [&](const std::string& value) {
    return std::find(members.begin(), members.end(), value) != members.end();
  });
}

bool in_range(std::int64_t time, const std::optional<Time>& from, const std::optional<Time>& to) {
  if (!from && !to) return true;
  if (time == index::kNoTime) return false;
  return (!from || time >= from->time_since_epoch().count()) && (!to || time < to->time_since_epoch().count());
}

/// By string number; empty if every string of the column passes.
template <typename Passes>
std::vector<bool> allowed(const index::Segment& segment, index::Column column, Passes passes) {
  const auto numbers = segment.distinct(column);
  const auto first =
      std::find_if(numbers.begin(), numbers.end(), [&](std::uint32_t n) { return !passes(segment.string(n)); });
  if (first == numbers.end()) return {};
  std::vector<bool> allowed(segment.strings());
  for (auto number = numbers.begin(); number != numbers.end(); ++number)
    allowed[*number] = number < first || passes(segment.string(*number));
  return allowed;
}

}  // namespace

LeafFilter::LeafFilter(const index::Leaf& leaf, const Filter& filter, const Reader& reader)
    : leaf_(leaf), filter_(filter) {
  const index::Segment& segment = *leaf.segment;
  for (const Kind kind : filter.kinds) kinds_ |= 1u << static_cast<unsigned>(kind);
  if (kinds_ == 0) kinds_ = ~0u;
  timed_ = filter.created_from || filter.created_to || filter.updated_from || filter.updated_to;
  if (!reader.all)
    audiences_ =
        allowed(segment, index::Column::audience, [&](std::string_view text) { return index::visible(text, reader); });
  if (!filter.products.empty())
    products_ = allowed(segment, index::Column::products,
                        [&](std::string_view set) { return set.empty() || shares(set, filter.products); });
  if (!filter.categories.empty())
    categories_ = allowed(segment, index::Column::category,
                          [&](std::string_view text) { return contains(filter.categories, text); });
  if (!filter.tags.empty())
    tags_ = allowed(segment, index::Column::tags, [&](std::string_view set) { return holds_all(set, filter.tags); });
  trivial_ = leaf.overlay->removed_documents() == 0 && kinds_ == ~0u && !timed_ && audiences_.empty() &&
             products_.empty() && categories_.empty() && tags_.empty();
}

bool LeafFilter::in_time(const index::DocInfo& info) const {
  return in_range(info.created, filter_.created_from, filter_.created_to) &&
         in_range(info.updated, filter_.updated_from, filter_.updated_to);
}

bool LeafFilter::accepts(std::uint32_t doc) const {
  if (trivial_) return true;
  if (leaf_.overlay->removed(doc)) return false;
  const index::DocInfo& info = leaf_.segment->info(doc);
  return (kinds_ >> info.kind & 1) != 0 && (audiences_.empty() || audiences_[info.audience]) &&
         (products_.empty() || products_[info.products]) && (categories_.empty() || categories_[info.category]) &&
         (tags_.empty() || tags_[info.tags]) && (!timed_ || in_time(info));
}

}  // namespace forestall::search
