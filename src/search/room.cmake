# SPDX-License-Identifier: Apache-2.0
forestall_room(search SOURCES accumulate.cpp budget.cpp closeness.cpp execute.cpp exhaustive.cpp impact_bounds.cpp list_lookups.cpp list_search.cpp posting_scorer.cpp window_search.cpp window_seeds.cpp window_sums.cpp filter.cpp hits.cpp languages.cpp matches.cpp plan.cpp
  reasons.cpp resolve.cpp scorer.cpp small_search.cpp statistics.cpp top_k.cpp snippet.cpp facets.cpp
  operators/boolean_operator.cpp operators/phrase_operator.cpp operators/terms_operator.cpp
  LINK forestall_base PkgConfig::HWY)
