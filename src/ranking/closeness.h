// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace forestall::ranking {

/// The best documents by BM25F are reranked, letter by letter: a term of the query is found in part in words
/// that share runs of kLetters letters with it. Closeness(d) = prior · Σ q_t · idf_t · mean over the term's runs of
/// saturation(T_run), where T_run is T of the frequencies of all words of the document that hold the run, added up.
/// README.md, "Closeness".
inline constexpr std::size_t kLetters = 4;

/// How many are reranked: part of the ranking, not of how fast it is. Documents further down follow as BM25F
/// ranks them.
inline constexpr std::size_t kSearchDepth = 50;
inline constexpr std::size_t kDraftDepth = 10;
/// For a query of more distinct terms nothing is reranked: it takes longer with every term, and no such query
/// was there to measure what it is worth.
inline constexpr std::size_t kMostTerms = 300;

}  // namespace forestall::ranking
