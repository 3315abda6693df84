// SPDX-License-Identifier: Apache-2.0
#include "index/merge_strings.h"

#include <string_view>

namespace forestall::index {

MergedStrings::MergedStrings(std::span<const MergeSource> sources, SegmentWriter& writer) {
  for (const MergeSource& source : sources) {
    std::vector<std::uint32_t>& used = numbers_.emplace_back(source.segment->strings());
    for (std::uint32_t doc = 0; doc < source.segment->size(); ++doc)
      if (!source.overlay->removed(doc))
        for (const auto column : kStringColumns) used[source.segment->info(doc).*column] = 1;
    used.front() = 0;  // "", which the writer has
  }
  merge(sources, writer);
}

void MergedStrings::merge(std::span<const MergeSource> sources, SegmentWriter& writer) {
  std::vector<std::uint32_t> next(sources.size());
  std::vector<std::size_t> holders;
  for (;;) {
    holders.clear();
    std::string_view smallest;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      while (next[i] < numbers_[i].size() && numbers_[i][next[i]] == 0) ++next[i];
      if (next[i] == numbers_[i].size()) continue;
      const std::string_view text = sources[i].segment->string(next[i]);
      if (!holders.empty() && text > smallest) continue;
      if (!holders.empty() && text < smallest) holders.clear();
      smallest = text;
      holders.push_back(i);
    }
    if (holders.empty()) return;
    const std::uint32_t number = writer.add_string(smallest);
    for (const std::size_t i : holders) numbers_[i][next[i]++] = number;
  }
}

}  // namespace forestall::index
