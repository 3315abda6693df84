// SPDX-License-Identifier: Apache-2.0
// What a write comes to: rows, a segment in memory, overlays of the segments that it changes.
#include <algorithm>
#include <map>
#include <optional>

#include "index/forward_reader.h"
#include "index/writer.h"

namespace forestall::index {

std::vector<storage::WriteSet::Put> puts_of(const std::vector<Input>& inputs) {
  std::vector<storage::WriteSet::Put> puts;
  puts.reserve(inputs.size());
  for (const Input& input : inputs) puts.push_back({input.number, input.document});
  return puts;
}

/// Numbers that nobody else gets, whether they come to be used or not.
std::vector<Input> Writer::number(const BatchPlan& plan) {
  std::vector<Input> inputs;
  for (const BatchPlan::Put& put : plan.puts) inputs.push_back({next_number_++, put.document.get(), put.audience});
  return inputs;
}

storage::WriteSet Writer::rows_of(const PreparedBatch& prepared) {
  using Entry = storage::JournalEntry;
  const BatchPlan& plan = prepared.plan;
  storage::WriteSet set;
  for (const BatchPlan::Gone& gone : plan.gone) {
    set.removes.push_back({gone.id, gone.number, gone.drop_votes});
    set.journal.push_back({Entry::Type::remove, gone.id, gone.number, {}, {}});
  }
  set.puts = puts_of(prepared.inputs);
  set.staged = prepared.staged.get();
  for (std::size_t i = 0; i < prepared.inputs.size(); ++i) {
    const Input& input = prepared.inputs[i];
    set.journal.push_back({Entry::Type::put, input.document->id, input.number, plan.puts[i].voters, input.audience});
  }
  for (const BatchPlan::Cast& cast : plan.votes) set.votes.push_back({cast.id, cast.voter, cast.helpful});
  for (const auto& [id, total] : plan.totals) set.journal.push_back({Entry::Type::vote, id, 0, total, {}});
  return set;
}

/// Everything that can fail comes first; what is published was stored before.
void Writer::apply(PreparedBatch prepared) {
  const BatchPlan& plan = prepared.plan;
  prepared.since.reset();
  std::vector<std::string> touched;
  if (recent_.wanted()) touched = prepared.reads.empty() ? ids_touched(plan) : std::move(prepared.reads);
  last_sequence_ = store_->write(rows_of(prepared));
  if (!touched.empty()) recent_.add(std::move(touched));

  std::vector<std::pair<Place, VoteCount>> totals;
  for (const auto& [id, total] : plan.totals)
    if (const auto place = snapshot_->find(id)) totals.emplace_back(*place, total);
  set_votes(totals);
  remove(prepared);
  if (!prepared.image.empty()) {
    add_segment(std::move(prepared.image));
    totals.clear();
    const auto leaf = static_cast<std::uint32_t>(leaves_.size() - 1);
    for (const BatchPlan::Put& put : plan.puts)
      if (put.voters != VoteCount{})
        totals.push_back({{leaf, *leaves_.back().segment->find(put.document->id)}, put.voters});
    set_votes(totals);
  }
  publish();
}

void Writer::add_segment(std::string image) {
  auto segment = std::make_shared<const Segment>(storage::SectionFile::from_memory(std::move(image)));
  auto overlay = Overlay::none(*segment);
  leaves_.push_back({std::move(segment), std::move(overlay), 0, false, false, false});
}

void Writer::set_votes(const std::vector<std::pair<Place, VoteCount>>& totals) {
  std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, VoteCount>>> by_leaf;
  for (const auto& [place, total] : totals) by_leaf[place.leaf].emplace_back(place.doc, total);
  for (const auto& [leaf, changes] : by_leaf) {
    leaves_[leaf].overlay = leaves_[leaf].overlay->with_votes(*leaves_[leaf].segment, changes);
    leaves_[leaf].changed = true;
  }
}

/// Of segments that have been merged meanwhile nothing was prepared.
void Writer::remove(const PreparedBatch& prepared) {
  std::map<std::uint32_t, std::vector<Place>> by_leaf;
  for (const BatchPlan::Gone& gone : prepared.plan.gone) by_leaf[gone.place.leaf].push_back(gone.place);
  for (const auto& [leaf, places] : by_leaf) {
    LiveLeaf& live = leaves_[leaf];
    const auto known = std::find_if(prepared.removals.begin(), prepared.removals.end(),
                                    [&](const auto& removal) { return removal.first == live.segment; });
    if (known == prepared.removals.end() || known->second.docs.size() != places.size()) {
      remove(places);
      continue;
    }
    live.overlay = live.overlay->without(*live.segment, known->second);
    live.changed = true;
  }
}

void Writer::remove(const std::vector<Place>& places) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_leaf;
  for (const Place& place : places) by_leaf[place.leaf].push_back(place.doc);
  for (const auto& [leaf, docs] : by_leaf) {
    // The last snapshot still has the rows of what goes; while an index is opened there is none.
    std::optional<ForwardReader> forward;
    if (snapshot_) forward.emplace(*snapshot_, leaf);
    LiveLeaf& live = leaves_[leaf];
    live.overlay = live.overlay->without(*live.segment, docs, forward ? &*forward : nullptr);
    live.changed = true;
  }
}

}  // namespace forestall::index
