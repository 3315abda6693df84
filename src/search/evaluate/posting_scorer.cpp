// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/posting_scorer.h"

#include <algorithm>

namespace forestall::search {

PostingScorer::PostingScorer(const Scope& scope, const Scorer& scorer) : scorer_(scorer) {
  for (std::size_t i = 0; i < scope.terms.size(); ++i)
    if (scope.terms[i].present)
      sources_.push_back({&scope.plan->terms[i], &scope.terms[i], postings::WindowCursor(scope.terms[i].list), {}});
}

void PostingScorer::enter(std::uint32_t window) {
  first_ = window * postings::kWindow;
  for (Source& source : sources_) source.found = source.cursor.seek(window);
}

std::optional<double> PostingScorer::text(std::uint32_t doc) const {
  const TermParts parts = scorer_.term_parts(first_ + doc);
  double sum = 0;
  for (const Source& source : sources_) {
    const postings::DenseRow& row = source.resolved->row;
    if (row.present() && row.impact(first_ + doc) == 0) continue;
    const auto& docs = source.found.docs;
    const auto at = std::lower_bound(docs.begin(), docs.end(), doc);
    if (at == docs.end() || *at != doc) continue;
    const std::uint8_t code = source.found.codes[at - docs.begin()];
    if (code == postings::kEscape) return std::nullopt;
    sum += parts.of(*source.term, postings::kTfOfCode[code]);
  }
  return sum;
}

}  // namespace forestall::search
