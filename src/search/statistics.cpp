// SPDX-License-Identifier: Apache-2.0
#include "search/statistics.h"

#include "ranking/bm25f.h"

namespace forestall::search {

Statistics::Statistics(const index::Snapshot& snapshot, const Languages& languages)
    : snapshot_(snapshot), languages_(languages) {
  for (const auto& [lang, statistics] : snapshot.statistics())
    if (languages.admits(lang)) documents_ += statistics.documents;
}

std::uint64_t Statistics::df(std::string_view term, std::uint64_t hash) const {
  std::uint64_t count = 0;
  for (const index::Leaf& leaf : snapshot_.leaves())
    for (const index::Partition& partition : leaf.segment->partitions()) {
      if (!partition.counted || !languages_.admits(partition.lang)) continue;
      if (const auto ord = leaf.segment->find_term(partition, term, hash))
        count += leaf.segment->term_info(*ord).df - leaf.overlay->removed_df(*ord);
    }
  return count;
}

double Statistics::idf(std::string_view term, std::uint64_t hash) const {
  return ranking::idf(documents_, df(term, hash));
}

void Statistics::fill(Plan& plan) const {
  for (QueryTerm& term : plan.terms) term.idf = idf(term.term, term.hash);
}

}  // namespace forestall::search
