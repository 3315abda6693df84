// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/forward_reader.h"
#include "search/plan/resolve.h"

namespace forestall::search {

/// What a score depends on besides the terms: the same for the pruned and the exhaustive evaluation.
struct ScoreRules {
  bool draft = false;                 ///< k1 by kind (a draft) or the one for text queries
  std::vector<std::string> products;  ///< of the draft: documents for other products only count less
  std::int64_t now = 0;               ///< seconds, from which ages are reckoned
};

/// What the terms of one document add: its length factors and saturation.
struct TermParts {
  schema::FieldValues factors{};
  double k1 = 1;
  /// weight · idf · saturated frequency, in the fields that the term is asked for.
  double of(const QueryTerm& term, schema::FieldCounts tf) const;
};

/// The one function that scores: in double, from integers, terms in ascending order, then the priors.
class Scorer {
 public:
  static constexpr double kAnyScore = -std::numeric_limits<double>::infinity();

  Scorer(const index::Snapshot& snapshot, const Scope& scope, const ScoreRules& rules);

  /// A score is `text` times `prior`.
  struct Parts {
    double text = 0;
    double prior = 1;
    double score() const { return text * prior; }
  };
  /// The score of a document of the partition (numbered in it). If it is below `least`, so is what comes back, which
  /// may then be another value.
  double score(std::uint32_t doc, double least = kAnyScore) const;
  /// The same, and what each of the plan's terms adds before the prior.
  Parts score(std::uint32_t doc, std::vector<double>& contributions) const;
  /// The factor that votes, age and product give.
  double prior(std::uint32_t doc) const;
  /// At least what the title can add to that.
  double title_bound(std::uint32_t doc) const;
  /// At least the product of both for every document of a window.
  double prior_bound(std::uint32_t window) const;
  /// The same without the votes: what age and title can give in a window.
  double other_bound(std::uint32_t window) const;
  double k1(std::uint32_t doc) const;
  /// At least the score of every document of a partition of one window, from which terms it holds: for small ones that
  /// is often too little to be looked at further.
  double scope_bound() const;
  /// Asks the processor for what `term_parts` and `prior` will read.
  void prefetch(std::uint32_t doc) const {
    const std::uint32_t global = scope_.partition->first_document + doc;
    __builtin_prefetch(&scope_.source->segment->lengths(global));
    __builtin_prefetch(&scope_.source->segment->info(global));
    scope_.source->segment->prefetch_offset(global);
  }
  /// For the document's terms, `prefetch` having been called a while ago.
  void prefetch_terms(std::uint32_t doc) const {
    scope_.source->segment->prefetch_forward(scope_.partition->first_document + doc);
  }
  TermParts term_parts(std::uint32_t doc) const;
  /// Whether the title adds to the document's prior.
  bool title_counts(std::uint32_t doc) const;
  /// Whether it does for any document of a window.
  bool titles_may_count(std::uint32_t window) const;

 private:
  template <typename Each>
  Parts parts(std::uint32_t doc, double least, Each&& each) const;
  void gather(std::uint32_t doc, bool titled) const;
  Kind kind(std::uint32_t doc) const;
  void prepare() const;
  double title_idf(std::uint32_t term) const;
  const index::Snapshot& snapshot_;
  const Scope& scope_;
  const ScoreRules& rules_;
  mutable index::ForwardReader forward_;
  // Made when a document is first scored from its forward entry.
  mutable std::vector<std::pair<std::uint32_t, std::uint32_t>>
      wanted_;                               // (term in the partition, number in the plan), ascending
  mutable std::vector<std::uint64_t> bits_;  // over the partition's terms: which are wanted
  struct Match {
    std::uint32_t term;
    std::uint8_t code;     ///< postings/tf_code.h
    std::uint32_t escape;  ///< in escapes_, if the code is kEscape
  };
  const schema::FieldCounts& tf(const Match& match) const {
    return match.code == postings::kEscape ? escapes_[match.escape] : postings::kTfOfCode[match.code];
  }
  mutable std::vector<Match> matches_;  // of the document at hand, the first found_ of them
  mutable std::size_t found_ = 0;
  mutable std::vector<schema::FieldCounts> escapes_;
  mutable std::vector<std::uint32_t> others_;                     // terms of its title that are not wanted
  std::vector<bool> same_product_;                                // by string number; empty: every document is
  mutable std::unordered_map<std::uint32_t, double> title_idfs_;  // of titles' other terms
};

}  // namespace forestall::search
