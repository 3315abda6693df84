// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "search/evaluate/operators/phrase_operator.h"
#include "search/evaluation.h"

namespace forestall::search {
namespace {

using Found = std::map<std::uint32_t, schema::FieldCounts>;  // number in the plan → frequencies in the fields asked for

/// A document's frequencies of the plan's terms, read from its forward entry.
Found terms_of(const Scope& scope, std::uint32_t doc, index::ForwardReader& forward) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> wanted;
  for (std::uint32_t i = 0; i < scope.terms.size(); ++i)
    if (scope.terms[i].present) wanted[scope.terms[i].ord - scope.partition->first_term].push_back(i);
  Found found;
  for (auto cursor = forward.of(scope.partition->first_document + doc); cursor.next();) {
    const auto hit = wanted.find(cursor.term());
    if (hit == wanted.end()) continue;
    for (const std::uint32_t number : hit->second) {
      schema::FieldCounts tf = cursor.tf();
      for (int f = 0; f < schema::kFields; ++f)
        if ((scope.plan->terms[number].fields >> f & 1) == 0) tf[f] = 0;
      if (postings::total(tf) > 0) found.emplace(number, tf);
    }
  }
  return found;
}

/// The positions of a term in a document, found by walking its list from the start.
postings::ListView::Positions positions_of(const postings::ListView& list, std::uint32_t doc) {
  postings::ListView::Positions positions;
  for (std::uint32_t w = 0, first = 0; w < list.windows(); first += list.window_count(w++)) {
    const postings::WindowPostings window = list.at(w, first);
    for (std::uint32_t i = 0; i < window.docs.size(); ++i)
      if (window.window * postings::kWindow + window.docs[i] == doc) list.positions(first + i, positions);
  }
  return positions;
}

bool phrase_matches(const PlanNode& node, const Scope& scope, std::uint32_t doc, const Found& found) {
  for (int f = 0; f < schema::kFields; ++f) {
    std::vector<std::vector<std::uint32_t>> at(node.positions.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
      for (const std::uint32_t term : node.positions[i]) {
        const auto tf = found.find(term);
        if (tf == found.end() || tf->second[f] == 0) continue;
        const auto positions = positions_of(scope.terms[term].list, doc);
        at[i].insert(at[i].end(), positions.of[f].begin(), positions.of[f].end());
      }
      std::sort(at[i].begin(), at[i].end());
    }
    if (!at.empty() && aligned(at, node.gaps)) return true;
  }
  return false;
}

bool matches(const PlanNode& node, const Scope& scope, std::uint32_t doc, const Found& found) {
  const auto child_matches = [&](const PlanNode& child) { return matches(child, scope, doc, found); };
  switch (node.type) {
    case PlanNode::Type::nothing:
      return false;
    case PlanNode::Type::everything:
      return true;
    case PlanNode::Type::any:
      return std::any_of(node.terms.begin(), node.terms.end(),
                         [&](std::uint32_t term) { return found.contains(term); });
    case PlanNode::Type::phrase:
      return phrase_matches(node, scope, doc, found);
    case PlanNode::Type::boolean:
      break;
  }
  if (std::any_of(node.excluded.begin(), node.excluded.end(), child_matches)) return false;
  if (!node.required.empty()) return std::all_of(node.required.begin(), node.required.end(), child_matches);
  return std::any_of(node.optional.begin(), node.optional.end(), child_matches);
}

}  // namespace

bool search_exhaustively(Evaluation& evaluation, const Scope& scope, TopK& top, BudgetWatch& budget) {
  const Request& request = evaluation.request();
  const Scorer scorer(evaluation.snapshot(), scope, request.rules);
  index::ForwardReader forward(evaluation.snapshot(), scope.leaf);
  for (std::uint32_t doc = 0; doc < scope.partition->documents; ++doc) {
    if (doc % 1024 == 0 && budget.spent()) return false;
    const index::Place place{scope.leaf, scope.partition->first_document + doc};
    forward.forget();
    if (!evaluation.accepts(place) || !matches(scope.plan->root, scope, doc, terms_of(scope, doc, forward))) continue;
    evaluation.count(place);
    const double rank =
        request.sort == Sort::relevance ? scorer.score(doc) : sort_key(request.sort, evaluation.snapshot(), place);
    top.offer(rank, place, *scope.source->segment);
  }
  return true;
}

}  // namespace forestall::search
