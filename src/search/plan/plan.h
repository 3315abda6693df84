// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "forestall/query.h"
#include "schema/fields.h"
#include "search/plan/vocabulary.h"

namespace forestall::search {

inline constexpr std::uint8_t kAllFields = (1u << schema::kFields) - 1;

/// Where in a query a term stands: the same word in plans of several languages.
struct Origin {
  std::uint32_t text = 0;  ///< number of the text among those analysed
  std::uint32_t begin = 0, end = 0;
  std::uint32_t alternative = 0;  ///< among the terms of that stretch
  auto operator<=>(const Origin&) const = default;
};

/// One distinct term of a query in one language. What it finds in fields outside `fields` does not count.
struct QueryTerm {
  std::string term;
  std::string word;  ///< as it stands in the query, for reasons
  std::uint64_t hash = 0;
  double weight = 0;  ///< how often it was asked; 0: decides about matching, not about scores
  std::uint8_t fields = kAllFields;
  Origin origin{};       ///< of its first occurrence
  std::uint64_t df = 0;  ///< how many documents hold the word, filled in by Statistics
  double idf = 0;        ///< the same
  bool function_word = false;
  bool spelling = false;  ///< only how others may write a word of the query
  bool evidence = false;  ///< only out of a paste
  /// Terms of one group (from 1 on) are what the beginning of a word stands for; they have one idf. 0: none.
  std::uint32_t group = 0;
};

/// What must match, over terms given by their numbers in Plan::terms.
struct PlanNode {
  enum class Type { nothing, everything, any, phrase, boolean };
  Type type = Type::nothing;
  std::vector<std::uint32_t> terms;                    ///< any: one of these
  std::vector<std::vector<std::uint32_t>> positions;   ///< phrase: for each place, its alternatives
  std::vector<std::uint32_t> gaps;                     ///< phrase: distance of each place from the first
  std::vector<PlanNode> required, optional, excluded;  ///< boolean
};

/// A query in one language: distinct terms in ascending order of (term, fields), and the tree over them.
struct Plan {
  std::string lang;
  std::vector<QueryTerm> terms;
  double mass = 0;  ///< Σ weight · idf of every term, of dropped ones too: with (k1 + 1), the greatest text score
  PlanNode root;
  bool partial = false;  ///< the beginning of a word stands for more terms than are asked for
  double weight_total() const;
  /// Whether a document matches exactly when one of the scored terms is in it.
  bool any_term_matches() const;
  /// Drops the other terms; for a tree that is any of its terms.
  void keep(const std::vector<bool>& kept);
};

/// A part of a draft and how often each of its terms counts.
struct WeighedText {
  std::string_view text;
  double weight = 1;
  bool evidence = false;  ///< out of a paste: says nothing of what an answer must hold
};

/// `vocabulary`: what a Query::prefix is completed from; null: it is taken as words.
Plan plan_query(const Query& query, std::string_view lang, analysis::Session& session,
                const Vocabulary* vocabulary = nullptr);
/// How much a function word counts in a text of so many words: as much as others in a short one, which it may carry.
double function_word_weight(std::size_t words);

/// Every term of these texts, any of which may match.
Plan plan_texts(std::span<const WeighedText> texts, std::string_view lang, analysis::Session& session);

}  // namespace forestall::search
