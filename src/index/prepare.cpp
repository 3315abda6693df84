// SPDX-License-Identifier: Apache-2.0
// What can be done of a large batch before its turn: it is planned and inverted, its rows are staged, and what its
// removals take from the statistics is counted.
#include <algorithm>
#include <map>

#include "forestall/error.h"
#include "index/forward_reader.h"
#include "index/writer.h"

namespace forestall::index {
namespace {

constexpr std::size_t kStage = std::size_t{256} << 10;  // of text: more than a millisecond of storing

}  // namespace

PreparedBatch Writer::prepare(const Batch& batch) {
  PreparedBatch prepared;
  if (stopped_ || store_->read_only()) return prepared;
  try {
    std::unique_lock writing(writing_);
    prepared.since = recent_.mark();
    const auto seen = snapshot();
    writing.unlock();
    prepared.plan = plan_batch(batch, *seen);
    prepared.reads = ids_read(batch, prepared.plan);
    prepared.made = true;
    prepare_removals(prepared, *seen);
    if (prepared.plan.puts.empty()) return prepared;
    writing.lock();
    prepared.inputs = number(prepared.plan);
    writing.unlock();
    analysis::Session session = analyzer_->session();
    session.trim();
    prepared.image = build_segment(prepared.inputs, session, *schema_, averages(seen));
    if (text_bytes(batch) >= kStage) prepared.staged = store_->stage(puts_of(prepared.inputs));
  } catch (const Error&) {
    return {};  // once its turn has come this may be no mistake any more, or another one
  }
  return prepared;
}

/// Works out what becomes of the segments that hold replaced documents, where that is not known yet.
void Writer::prepare_removals(PreparedBatch& prepared, const Snapshot& seen) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> gone;
  for (const BatchPlan::Gone& row : prepared.plan.gone)
    if (const auto place = seen.find(row.id)) gone[place->leaf].push_back(place->doc);
  std::erase_if(prepared.removals, [&](const auto& known) {
    return std::none_of(gone.begin(), gone.end(), [&](const auto& leaf) {
      return seen.leaves()[leaf.first].segment == known.first && leaf.second.size() == known.second.docs.size();
    });
  });
  for (auto& [leaf, docs] : gone) {
    const auto& segment = seen.leaves()[leaf].segment;
    if (std::any_of(prepared.removals.begin(), prepared.removals.end(),
                    [&, at = &segment](const auto& known) { return known.first == *at; }))
      continue;
    ForwardReader forward(seen, leaf);
    prepared.removals.emplace_back(segment, Overlay::removal(*segment, std::move(docs), &forward));
  }
}

/// Whether a plan made earlier is still what would be planned now. Segments may have been merged since.
bool Writer::holds(PreparedBatch& prepared) const {
  if (!prepared.made || recent_.touched(prepared.since, prepared.reads)) return false;
  for (BatchPlan::Gone& gone : prepared.plan.gone) {
    const auto place = snapshot_->find(gone.id);
    if (!place || snapshot_->leaves()[place->leaf].segment->info(place->doc).number != gone.number) return false;
    gone.place = *place;
  }
  take_votes(prepared.plan);
  return true;
}

/// Others may have voted since on what is replaced; not where the batch itself votes, which would have made it stale.
void Writer::take_votes(BatchPlan& plan) const {
  std::map<std::string_view, VoteCount> voters;
  for (const BatchPlan::Gone& gone : plan.gone)
    if (!gone.drop_votes) {
      const VoteCount count = snapshot_->leaves()[gone.place.leaf].overlay->voters(gone.place.doc);
      if (count != VoteCount{}) voters.emplace(gone.id, count);
    }
  for (const BatchPlan::Cast& cast : plan.votes) voters.erase(cast.id);
  if (voters.empty()) return;
  for (BatchPlan::Put& put : plan.puts)
    if (const auto found = voters.find(put.document->id); found != voters.end()) put.voters = found->second;
}

}  // namespace forestall::index
