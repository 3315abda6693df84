// SPDX-License-Identifier: Apache-2.0
#include "index/batch_plan.h"

#include <algorithm>
#include <deque>
#include <set>

#include "base/fail.h"
#include "base/utf8.h"
#include "index/audience.h"
#include "index/lesson.h"

namespace forestall::index {
namespace {

constexpr int kDeepestThread = 64;

class Planner {
 public:
  explicit Planner(const Snapshot& snapshot) : snapshot_(snapshot) {}

  void take(const Batch::Put& put) {
    validate(put.document);
    State& state = this->state(put.document.id);
    state.document = &put.document;
  }
  void take(const Batch::Remove& remove) {
    validate_id(remove.id);
    State& state = this->state(remove.id);
    state.document = nullptr;
    state.votes.clear();
    state.voters = {};
    state.dropped = state.gone = true;
  }
  void take(const Batch::Cast& cast);
  void take(const Batch::Learn& learn) {
    validate(learn.lesson);
    rows_.push_back(row_of(learn.lesson));
    state(rows_.back().id).document = &rows_.back();
  }
  void take(const Batch::Unlearn& unlearn) {
    validate_id(unlearn.ticket);
    State& state = this->state(lesson_id(unlearn.ticket));
    state.document = nullptr;
    state.dropped = state.gone = true;
  }

  BatchPlan finish() {
    BatchPlan plan;
    for (auto& [id, state] : states_) settle(id, state, plan);
    follow_threads(plan);
    return plan;
  }

 private:
  struct State {
    std::optional<Place> place;          // the stored document
    const Document* document = nullptr;  // the batch's
    VoteCount voters;
    std::map<std::string, std::optional<bool>> votes;
    bool gone = false;     // removed at some point of the batch
    bool dropped = false;  // and with it its votes
  };

  State& state(const std::string& id) {
    const auto [found, fresh] = states_.try_emplace(id);
    if (fresh) {
      if (space_of(id) == Space::documents) validate_id(id);
      found->second.place = snapshot_.find(id);
      if (const auto& place = found->second.place)
        found->second.voters = snapshot_.leaves()[place->leaf].overlay->voters(place->doc);
    }
    return found->second;
  }
  const DocInfo& info(const Place& place) const { return snapshot_.leaves()[place.leaf].segment->info(place.doc); }

  void settle(const std::string& id, State& state, BatchPlan& plan);
  void remove_stored(const std::string& id, const State& state, BatchPlan& plan) {
    plan.gone.push_back({*state.place, id, info(*state.place).number, state.dropped});
  }
  std::optional<std::string> audience(const std::string& id, int depth = 0);
  std::string audience_of(const Document& document, int depth = 0);
  void follow_threads(BatchPlan& plan);

  const Snapshot& snapshot_;
  std::map<std::string, State> states_;
  std::deque<Document> rows_;                 // of lessons
  std::map<std::string, std::string> moved_;  // new audiences of stored replies
};

void Planner::take(const Batch::Cast& cast) {
  validate_id(cast.id);
  State& state = this->state(cast.id);
  if (state.document == nullptr && (!state.place || state.gone))
    fail(ErrorCode::not_found, "a vote on {}: there is no such document", base::quoted(cast.id));
  if (cast.vote.voter.empty() || cast.vote.voter.size() > 512 || !base::valid_utf8(cast.vote.voter) ||
      cast.vote.voter.find('\0') != std::string::npos)
    fail(ErrorCode::invalid_argument, "a vote on {}: voter {} must be 1 to 512 bytes of UTF-8", base::quoted(cast.id),
         base::quoted(cast.vote.voter));
  const auto known = state.votes.find(cast.vote.voter);
  const std::optional<bool> before = known != state.votes.end() ? known->second
                                     : state.dropped            ? std::nullopt
                                                                : snapshot_.rows().vote(cast.id, cast.vote.voter);
  if (before) --(*before ? state.voters.helpful : state.voters.unhelpful);
  std::optional<bool> after;
  if (!cast.vote.withdraw) after = cast.vote.helpful;
  if (after) ++(*after ? state.voters.helpful : state.voters.unhelpful);
  state.votes[cast.vote.voter] = after;
}

void Planner::settle(const std::string& id, State& state, BatchPlan& plan) {
  for (const auto& [voter, helpful] : state.votes) plan.votes.push_back({id, voter, helpful});
  if (state.document == nullptr) {
    if (state.place && state.gone)
      remove_stored(id, state, plan);
    else if (state.place && !state.votes.empty())
      plan.totals[id] = state.voters;
    return;
  }
  const std::string audience = audience_of(*state.document);
  if (state.place && !state.dropped) {
    const auto stored = snapshot_.rows().document(info(*state.place).number);
    const bool same_audience = snapshot_.leaves()[state.place->leaf].segment->audience(state.place->doc) == audience;
    if (stored && *stored == *state.document && same_audience) {
      if (!state.votes.empty()) plan.totals[id] = state.voters;
      state.document = nullptr;
      return;
    }
  }
  if (state.place) remove_stored(id, state, plan);
  std::shared_ptr<const Document> document(std::shared_ptr<void>(), state.document);
  if (space_of(id) == Space::lessons) document = std::make_shared<const Document>(*state.document);
  plan.puts.push_back({std::move(document), audience, state.voters});
  ++plan.written;
}

std::string Planner::audience_of(const Document& document, int depth) {
  if (document.kind != Kind::reply || document.parent.empty()) return own_audience(document);
  const auto parent = depth < kDeepestThread ? audience(document.parent, depth + 1) : std::nullopt;
  return parent ? reply_audience(document, *parent) : nobody();
}

/// The audience expression of a document as it will be after the batch; nothing if there will be none.
std::optional<std::string> Planner::audience(const std::string& id, int depth) {
  if (const auto moved = moved_.find(id); moved != moved_.end()) return moved->second;
  if (const auto state = states_.find(id); state != states_.end()) {
    if (state->second.document != nullptr) return audience_of(*state->second.document, depth);
    if (state->second.gone) return std::nullopt;
  }
  const auto place = snapshot_.find(id);
  if (!place) return std::nullopt;
  // What is stored with a reply is of before the batch, which may change a topic further up.
  if (static_cast<Kind>(info(*place).kind) == Kind::reply)
    if (const auto document = snapshot_.rows().document(info(*place).number)) return audience_of(*document, depth);
  return std::string(snapshot_.leaves()[place->leaf].segment->audience(place->doc));
}

/// A reply takes its topic's audience: stored replies of what was put or removed are indexed anew where it changed.
void Planner::follow_threads(BatchPlan& plan) {
  std::deque<std::string> changed;
  for (const auto& [id, state] : states_)
    if (state.document != nullptr || state.gone) changed.push_back(id);
  std::set<std::string> seen;
  for (; !changed.empty(); changed.pop_front()) {
    if (!seen.insert(changed.front()).second) continue;
    for (const Place& place : snapshot_.group("i:" + changed.front())) {
      const Segment& segment = *snapshot_.leaves()[place.leaf].segment;
      const std::string id(segment.id(place.doc));
      const auto own = states_.find(id);
      if (own != states_.end() && (own->second.document != nullptr || own->second.gone)) continue;
      auto document = snapshot_.rows().document(info(place).number);
      if (!document) continue;
      const std::string audience = audience_of(*document);
      if (audience == segment.audience(place.doc)) continue;
      moved_[id] = audience;
      const auto total = plan.totals.find(id);
      const VoteCount voters =
          total != plan.totals.end() ? total->second : snapshot_.leaves()[place.leaf].overlay->voters(place.doc);
      plan.totals.erase(id);
      plan.gone.push_back({place, id, info(place).number, false});
      plan.puts.push_back({std::make_shared<const Document>(std::move(*document)), audience, voters});
      changed.push_back(id);
    }
  }
}

/// A reply's place among the audiences depends on its topic, and a topic's on what replies it has.
void add_with_topic(const Document& document, std::vector<std::string>& ids) {
  ids.push_back(document.id);
  if (document.kind == Kind::reply && !document.parent.empty()) ids.push_back(document.parent);
}

std::vector<std::string> ascending(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

std::size_t text_bytes(const Batch& batch) {
  std::size_t bytes = 0;
  for (const Batch::Operation& operation : batch.operations())
    if (const auto* put = std::get_if<Batch::Put>(&operation))
      bytes += put->document.title.size() + put->document.body.size();
    else if (const auto* learn = std::get_if<Batch::Learn>(&operation))
      bytes += learn->lesson.draft.subject.size() + learn->lesson.draft.body.size();
  return bytes;
}

BatchPlan plan_batch(const Batch& batch, const Snapshot& snapshot) {
  Planner planner(snapshot);
  for (const Batch::Operation& operation : batch.operations())
    std::visit([&](const auto& step) { planner.take(step); }, operation);
  return planner.finish();
}

std::vector<std::string> ids_read(const Batch& batch, const BatchPlan& plan) {
  std::vector<std::string> ids = ids_touched(plan);
  for (const Batch::Operation& operation : batch.operations())
    if (const auto* put = std::get_if<Batch::Put>(&operation))
      add_with_topic(put->document, ids);
    else if (const auto* remove = std::get_if<Batch::Remove>(&operation))
      ids.push_back(remove->id);
    else if (const auto* cast = std::get_if<Batch::Cast>(&operation))
      ids.push_back(cast->id);
    else if (const auto* learn = std::get_if<Batch::Learn>(&operation))
      ids.push_back(lesson_id(learn->lesson.ticket));
    else if (const auto* unlearn = std::get_if<Batch::Unlearn>(&operation))
      ids.push_back(lesson_id(unlearn->ticket));
  return ascending(std::move(ids));
}

std::vector<std::string> ids_touched(const BatchPlan& plan) {
  std::vector<std::string> ids;
  for (const BatchPlan::Put& put : plan.puts) add_with_topic(*put.document, ids);
  for (const BatchPlan::Gone& gone : plan.gone) ids.push_back(gone.id);
  for (const BatchPlan::Cast& cast : plan.votes) ids.push_back(cast.id + kVotes);
  return ascending(std::move(ids));
}

}  // namespace forestall::index
