// SPDX-License-Identifier: Apache-2.0
#include "index/snapshot.h"

#include "ranking/prior.h"

namespace forestall::index {

Snapshot::Snapshot(std::vector<Leaf> leaves, std::shared_ptr<const storage::View> rows,
                   std::shared_ptr<const Schemas> schemas, std::shared_ptr<const analysis::Analyzer> analyzer,
                   std::shared_ptr<const Calibration> calibration)
    : leaves_(std::move(leaves)),
      rows_(std::move(rows)),
      schemas_(std::move(schemas)),
      analyzer_(std::move(analyzer)),
      calibration_(std::move(calibration)) {
  for (const Leaf& leaf : leaves_) {
    const auto& partitions = leaf.segment->partitions();
    for (std::size_t i = 0; i < partitions.size(); ++i) {
      const Overlay::PartitionLoss& loss = leaf.overlay->loss(i);
      const auto space = static_cast<std::size_t>(partitions[i].space);
      sizes_[space] += partitions[i].documents - loss.documents;
      if (!partitions[i].counted || partitions[i].documents == loss.documents) continue;
      LanguageStatistics& statistics = statistics_[space][partitions[i].lang];
      statistics.documents += partitions[i].documents - loss.documents;
      for (int f = 0; f < schema::kFields; ++f) statistics.lengths[f] += partitions[i].lengths[f] - loss.lengths[f];
    }
  }
}

std::optional<Place> Snapshot::find(std::string_view id) const {
  for (std::uint32_t i = 0; i < leaves_.size(); ++i)
    if (const auto doc = leaves_[i].segment->find(id); doc && !leaves_[i].overlay->removed(*doc)) return Place{i, *doc};
  return std::nullopt;
}

std::vector<Place> Snapshot::group(std::string_view fold) const {
  std::vector<Place> places;
  for (std::uint32_t i = 0; i < leaves_.size(); ++i)
    for (const std::uint32_t doc : leaves_[i].segment->group(fold))
      if (!leaves_[i].overlay->removed(doc)) places.push_back({i, doc});
  return places;
}

schema::FieldValues Snapshot::averages(Space space, std::string_view lang, const LanguageStatistics& fresh) const {
  LanguageStatistics all = fresh;
  if (const auto found = statistics(space).find(lang); found != statistics(space).end()) {
    all.documents += found->second.documents;
    for (int f = 0; f < schema::kFields; ++f) all.lengths[f] += found->second.lengths[f];
  }
  return all.averages();
}

VoteCount Snapshot::votes(const Place& place) const {
  const VoteCount base = leaves_[place.leaf].segment->info(place.doc).votes;
  const VoteCount voters = leaves_[place.leaf].overlay->voters(place.doc);
  return ranking::sum(base, voters);
}

}  // namespace forestall::index
