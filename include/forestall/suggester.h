// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forestall/searcher.h"

namespace forestall {

/// What solves a ticket that is still being written. Same rules as the Searcher it holds: immutable, shared freely.
class FORESTALL_EXPORT Suggester {
 public:
  explicit Suggester(Searcher searcher) : searcher_(std::move(searcher)) {}
  /// The best solutions, or silence (`status`). Throws as `Searcher::search` does.
  Suggestions solutions_for(const Draft& draft, const SuggestOptions& options = {}) const;
  const Searcher& searcher() const { return searcher_; }

 private:
  Searcher searcher_;
};

}  // namespace forestall
