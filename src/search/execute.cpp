// SPDX-License-Identifier: Apache-2.0
#include "search/execute.h"

#include <algorithm>
#include <limits>

#include "search/window_search.h"

namespace forestall::search {

Evaluation::Evaluation(const index::Snapshot& snapshot, const Request& request, analysis::Session& session)
    : facets(snapshot, request.facets),
      snapshot_(snapshot),
      request_(request),
      statistics_(snapshot, request.languages, request.space, request.reader) {
  for (std::uint32_t i = 0; i < snapshot.leaves().size(); ++i) {
    filters_.emplace_back(snapshot.leaves()[i], request.filter, request.reader);
    for (const index::Partition& partition : snapshot.leaves()[i].segment->partitions()) {
      if (partition.space != request.space || !request.languages.admits(partition.lang)) continue;
      auto plan = plans_.find(partition.lang);
      if (plan == plans_.end()) {
        plan = plans_.emplace(partition.lang, request.plan(partition.lang, session)).first;
        statistics_.fill(plan->second);
      }
      scopes_.push_back(resolve(snapshot, i, partition, plan->second, statistics_));
    }
  }
  // The largest first: it gives the highest threshold. The answer does not depend on the order.
  std::stable_sort(scopes_.begin(), scopes_.end(),
                   [](const Scope& a, const Scope& b) { return a.partition->documents > b.partition->documents; });
}

const Scope* Evaluation::scope_of(const index::Place& place) const {
  for (const Scope& scope : scopes_)
    if (scope.leaf == place.leaf && place.doc - scope.partition->first_document < scope.partition->documents)
      return &scope;
  return nullptr;
}

void Evaluation::run() {
  BudgetWatch budget(request_.budget);
  TopK top(request_.k, request_.folding);
  for (const Scope& scope : scopes_) {
    if (scope.plan->root.type == PlanNode::Type::any && !scope.found) continue;
    bool whole;
    if (request_.exhaustive || !WindowSearch::fits(scope)) {
      whole = search_exhaustively(*this, scope, top, budget);
    } else {
      const auto search = std::make_unique<WindowSearch>(*this, scope, top);
      whole = search->run(budget);
    }
    if (!whole) {
      exact = false;
      break;
    }
  }
  best = top.take();
}

std::int64_t seconds_of(const std::optional<Time>& now) {
  if (now) return now->time_since_epoch().count();
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count();
}

double sort_key(Sort sort, const index::Snapshot& snapshot, const index::Place& place) {
  if (sort == Sort::votes) {
    const VoteCount votes = snapshot.votes(place);
    return static_cast<double>(votes.helpful) - static_cast<double>(votes.unhelpful);
  }
  const index::DocInfo& info = snapshot.leaves()[place.leaf].segment->info(place.doc);
  const std::int64_t time = info.updated != index::kNoTime ? info.updated : info.created;
  return time == index::kNoTime ? -std::numeric_limits<double>::max() : static_cast<double>(time);
}

}  // namespace forestall::search
