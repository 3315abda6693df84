# SPDX-License-Identifier: Apache-2.0
# The way of a query: planned, evaluated, reranked, presented (README.md).
forestall_room(search SOURCES evaluation.cpp
  plan/correction.cpp plan/filter.cpp plan/languages.cpp plan/plan.cpp plan/resolve.cpp plan/speller.cpp plan/statistics.cpp plan/vocabulary.cpp
  evaluate/accumulate.cpp evaluate/budget.cpp evaluate/counting.cpp evaluate/exhaustive.cpp evaluate/facets.cpp evaluate/impact_bounds.cpp
  evaluate/posting_scorer.cpp evaluate/scorer.cpp evaluate/small_search.cpp evaluate/top_k.cpp
  evaluate/lists/list_lookups.cpp evaluate/lists/list_search.cpp
  evaluate/windows/candidates.cpp evaluate/windows/seeds.cpp evaluate/windows/window_search.cpp evaluate/windows/window_seeds.cpp
  evaluate/windows/window_sums.cpp
  evaluate/operators/boolean_operator.cpp evaluate/operators/phrase_operator.cpp evaluate/operators/terms_operator.cpp
  rerank/closeness.cpp
  present/hits.cpp present/matches.cpp present/reasons.cpp present/snippet.cpp
  LINK forestall_base PkgConfig::HWY)
