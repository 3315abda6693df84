// SPDX-License-Identifier: Apache-2.0
#include "search/plan/statistics.h"

#include <algorithm>

#include "index/audience.h"
#include "ranking/bm25f.h"

namespace forestall::search {

Statistics::Statistics(const index::Snapshot& snapshot, const Languages& languages, index::Space space,
                       const Reader& reader)
    : snapshot_(snapshot), space_(space) {
  const bool sees_counted = space == index::Space::documents || reader.all ||
                            std::find(reader.principals.begin(), reader.principals.end(),
                                      snapshot.schema().statistics_audience) != reader.principals.end();
  for (const index::Leaf& leaf : snapshot.leaves())
    for (const index::Partition& partition : leaf.segment->partitions()) {
      if (partition.space != space || !languages.admits(partition.lang)) continue;
      if (space == index::Space::documents && !partition.counted) continue;
      Part part{&leaf, &partition, {}};
      if (!reader.all && !(partition.counted && sees_counted)) {
        part.audiences.resize(leaf.segment->strings());
        bool any = false;
        for (const std::uint32_t number : leaf.segment->distinct(index::Column::audience)) {
          part.audiences[number] = index::visible(leaf.segment->string(number), reader);
          any |= part.audiences[number];
        }
        if (!any) continue;
      }
      documents_ += count(part);
      parts_.push_back(std::move(part));
    }
}

bool Statistics::counts(const Part& part, std::uint32_t doc) {
  const std::uint32_t global = part.partition->first_document + doc;
  return !part.leaf->overlay->removed(global) && part.audiences[part.leaf->segment->info(global).audience];
}

std::uint64_t Statistics::count(const Part& part) const {
  if (part.audiences.empty()) {
    const auto number = static_cast<std::size_t>(part.partition - part.leaf->segment->partitions().data());
    return part.partition->documents - part.leaf->overlay->loss(number).documents;
  }
  std::uint64_t total = 0;
  for (std::uint32_t doc = 0; doc < part.partition->documents; ++doc) total += counts(part, doc);
  return total;
}

std::uint64_t Statistics::count(const Part& part, std::uint32_t term) const {
  if (part.audiences.empty()) return part.leaf->segment->term_info(term).df - part.leaf->overlay->removed_df(term);
  std::uint64_t total = 0;
  postings::ListPool pool;
  const postings::ListView list = part.leaf->segment->list(*part.partition, term, pool);
  for (std::uint32_t w = 0, first = 0; w < list.windows(); first += list.window_count(w++)) {
    const postings::WindowPostings window = list.at(w, first);
    for (const std::uint16_t doc : window.docs) total += counts(part, window.window * postings::kWindow + doc);
  }
  return total;
}

std::uint64_t Statistics::df(std::string_view term, std::uint64_t hash) const {
  std::uint64_t total = 0;
  for (const Part& part : parts_)
    if (const auto ord = part.leaf->segment->find_term(*part.partition, term, hash)) total += count(part, *ord);
  return total;
}

double Statistics::idf(std::string_view term, std::uint64_t hash) const {
  return ranking::idf(documents_, df(term, hash));
}

std::uint64_t Statistics::df(const index::Partition& partition, std::uint32_t term) const {
  for (const Part& part : parts_)
    if (part.partition == &partition) return count(part, term);
  return 0;
}

std::vector<bool> Statistics::fill(Plan& plan, const std::vector<std::uint64_t>& dfs) const {
  std::vector<bool> kept(plan.terms.size(), true);
  std::vector<std::uint64_t> groups;  // documents that hold a term of it, at most
  for (std::size_t i = 0; i < plan.terms.size(); ++i) {
    groups.resize(std::max<std::size_t>(groups.size(), plan.terms[i].group + 1));
    groups[plan.terms[i].group] += dfs[i];
  }
  for (std::size_t i = 0; i < plan.terms.size(); ++i) {
    plan.terms[i].df = dfs[i];
    const std::uint32_t group = plan.terms[i].group;
    plan.terms[i].idf = ranking::idf(documents_, group == 0 ? dfs[i] : std::min(groups[group], documents_));
    // A spelling that nobody uses says nothing about what the index lacks, and a paste nothing about the draft.
    if (!plan.terms[i].evidence && (dfs[i] > 0 || !plan.terms[i].spelling))
      plan.mass += plan.terms[i].weight * plan.terms[i].idf;
    kept[i] = space_ == index::Space::documents || dfs[i] >= snapshot_.schema().lesson_min_tickets;
  }
  if (space_ == index::Space::lessons) plan.keep(kept);
  return kept;
}

}  // namespace forestall::search
