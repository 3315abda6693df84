// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/export.h"

/// How good are the answers, given judgements of which documents answer which query?
namespace forestall {

/// Grades by query and document; a grade above 0 is relevant.
using Judgements = std::map<std::string, std::map<std::string, double>>;

/// One line of a run.
struct Ranked {
  std::string id;
  double score = 0;
  bool operator==(const Ranked&) const = default;
};
/// The answers to each query, best first.
using Run = std::map<std::string, std::vector<Ranked>>;

/// Reads TREC qrels (`query 0 document grade`) or `query document grade`, separated by tabs or blanks; a header line
/// that begins with query_id, query-id or qid is passed over. Throws `Error(invalid_argument)` that names the line.
FORESTALL_EXPORT Judgements read_judgements(std::istream& in);
/// Reads a TREC run, `query Q0 document rank score tag`; best score first, equal scores by rank.
FORESTALL_EXPORT Run read_run(std::istream& in);
/// Writes the answers to one query as lines of a TREC run, scores as shortest round-trip numbers.
FORESTALL_EXPORT void write_run(std::ostream& out, std::string_view query, const std::vector<Ranked>& answers,
                                std::string_view tag);

/// The measures, each from 0 to 1. nDCG has linear gain; MAP is over all relevant documents of the query.
enum class Measure { ndcg_10, mrr_10, map_100, recall_100, success_1, success_5 };
inline constexpr std::size_t kMeasures = 6;
FORESTALL_EXPORT std::string_view to_string(Measure measure) noexcept;  ///< "ndcg_10", the key in JSON
FORESTALL_EXPORT std::string_view title_of(Measure measure) noexcept;   ///< "nDCG@10", for people
struct Measures : std::array<double, kMeasures> {
  double at(Measure measure) const { return (*this)[static_cast<std::size_t>(measure)]; }
};

/// One query's measures for its answers, best first. A document answered twice counts once.
FORESTALL_EXPORT Measures measure(const std::map<std::string, double>& grades, const std::vector<Ranked>& answers);

struct EvaluatedQuery {
  std::string id;
  std::string lang;  ///< empty: not known
  Measures measures{};
  bool operator==(const EvaluatedQuery&) const = default;
};
struct MeanMeasures {
  std::uint64_t queries = 0;
  Measures mean{};
  bool operator==(const MeanMeasures&) const = default;
};
struct Evaluation {
  MeanMeasures overall;
  std::map<std::string, MeanMeasures> by_language;
  std::vector<EvaluatedQuery> queries;  ///< in order of id
  bool operator==(const Evaluation&) const = default;
};

/// Means over every query with a relevant document; one without answers counts 0. Answers to other queries are passed
/// over. `langs` gives queries' languages.
FORESTALL_EXPORT Evaluation evaluate(const Judgements& judgements, const Run& run,
                                     const std::map<std::string, std::string>& langs = {});

/// How `first` differs from `second`, measured on the queries that both hold.
struct Comparison {
  std::uint64_t queries = 0;
  Measures difference{};  ///< mean of first − second
  Measures p{};           ///< chance of a difference as large if both were equally good (two-sided)
  bool operator==(const Comparison&) const = default;
};
/// A paired randomisation test: the signs of the queries' differences are thrown `rounds` times, always with the same
/// seed.
FORESTALL_EXPORT Comparison compare(const Evaluation& first, const Evaluation& second, std::uint32_t rounds = 10000);

FORESTALL_EXPORT std::string to_json(const Evaluation& evaluation);  ///< without the single queries
FORESTALL_EXPORT std::string to_json(const Comparison& comparison);

}  // namespace forestall
