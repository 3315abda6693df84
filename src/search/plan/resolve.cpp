// SPDX-License-Identifier: Apache-2.0
#include "search/plan/resolve.h"

namespace forestall::search {

Scope resolve(const index::Snapshot& snapshot, std::uint32_t leaf, const index::Partition& partition, const Plan& plan,
              const std::vector<std::uint32_t>& ords, const Statistics& statistics) {
  Scope scope;
  scope.leaf = leaf;
  scope.source = &snapshot.leaves()[leaf];
  scope.partition = &partition;
  scope.plan = &plan;
  scope.statistics = &statistics;
  scope.schema = &snapshot.schema(partition.space);
  scope.averages = snapshot.averages(partition.space, partition.lang);
  scope.terms.resize(plan.terms.size());
  const index::Segment& segment = *scope.source->segment;
  // Lists and rows lie far apart: they are asked for at once, not one after the other.
  for (const std::uint32_t ord : ords)
    if (ord != kNoTerm) segment.prefetch_list(partition, ord);
  for (std::size_t i = 0; i < plan.terms.size(); ++i) {
    if (ords[i] == kNoTerm) continue;
    const postings::TermInfo& info = segment.term_info(ords[i]);
    scope.terms[i] = {true, ords[i], segment.list(partition, ords[i], scope.lists), segment.row(partition, ords[i]),
                      info.largest_impact()};
    ++scope.present;
  }
  return scope;
}

}  // namespace forestall::search
