// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "schema/fields.h"
#include "search/plan/plan.h"

namespace forestall::search {

/// A word that is shown where it stands in a document's text.
struct SoughtTerm {
  std::string_view term;
  std::uint64_t hash = 0;
  double weight = 0;         ///< idf
  bool phrase_only = false;  ///< matches only as a part of one of the phrases
};

/// Words that stand one after the other: alternatives for each place, as numbers of terms.
struct SoughtPhrase {
  std::vector<std::vector<std::uint32_t>> positions;
  std::vector<std::uint32_t> gaps;  ///< distance of each place from the first
};

struct Sought {
  std::vector<SoughtTerm> terms;
  std::vector<SoughtPhrase> phrases;
};

/// A stretch of a text, in bytes and in code points, that matches term number `term`.
struct Match {
  std::uint32_t begin, end;
  std::uint32_t term, position;
  std::uint32_t first = 0, last = 0;  ///< code points
};

/// What a query looks for in one field; words that it excludes are none of it. Valid as long as the plan.
Sought sought_in(const Plan& plan, schema::Field field);

/// The stretches of a text that match, in their order.
std::vector<Match> find_matches(std::string_view text, std::string_view lang, analysis::Session& session,
                                const Sought& sought);

}  // namespace forestall::search
