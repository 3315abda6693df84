// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "forestall/document.h"
#include "forestall/schema.h"

namespace forestall {

/// A stretch of text in Unicode code points.
struct Range {
  std::uint32_t start = 0;
  std::uint32_t length = 0;
  bool operator==(const Range&) const = default;
};

/// Plain text (never HTML) with the stretches that match. Escape it before showing it as HTML.
struct Highlighted {
  std::string text{};
  std::vector<Range> highlights{};
  bool operator==(const Highlighted&) const = default;
};

/// What one term of the query adds to a score, after priors.
struct TermScore {
  std::string term{};  ///< as indexed (a stem)
  std::string word{};  ///< as it stands in the query
  double score = 0;
  bool operator==(const TermScore&) const = default;
};

/// Why a document has its score. `terms`, stated after the prior, add up to `text` · `prior` + `closeness`; with what
/// lessons add or take away, `learnt`, that is `score`.
struct Explanation {
  double score = 0;
  double text = 0;  ///< before priors
  double prior = 1;
  double closeness = 0;              ///< what words that share letters with the query's add, after priors
  double learnt = 0;                 ///< what solved tickets change; 0 in a search
  VoteCount votes{};                 ///< base and voters' votes together
  std::vector<TermScore> terms{};    ///< best first
  std::vector<std::string> words{};  ///< of the query, at most five that a person would name, best first
  std::uint32_t solved_similar = 0;  ///< lessons near the draft that this document solved
  bool operator==(const Explanation&) const = default;
};

/// Where a language came from: "given", "detected" or "any".
struct LanguageChoice {
  std::string code{};
  std::string source = "any";
  double confidence = 0;
  bool only =
      false;  ///< no other language was searched; one detected in a short text, or in vain, is only a preference
  bool operator==(const LanguageChoice&) const = default;
};

/// One answer. Owns its text.
struct Hit {
  std::string id{};
  double score = 0;
  Kind kind = Kind::article;
  std::string lang{};
  std::string title{};
  std::vector<Range> title_highlights{};
  std::string url{};
  std::vector<std::string> product{};
  std::optional<Time> created{};
  std::optional<Time> updated{};
  bool solved = false;
  std::uint64_t views = 0;
  VoteCount votes{};
  Highlighted snippet{};
  std::optional<Explanation> explanation{};
  bool operator==(const Hit&) const = default;
};

/// How the documents that match spread over the values of one property.
struct Facet {
  enum class By { kind, product, category, tag, lang };
  struct Value {
    std::string value{};
    std::uint64_t count = 0;  ///< documents that match, are visible to the reader and have this value
    bool operator==(const Value&) const = default;
  };
  By by = By::kind;
  std::vector<Value> values{};  ///< most frequent first
  std::uint64_t total = 0;      ///< distinct values, those beyond the limit included
  bool operator==(const Facet&) const = default;
};
FORESTALL_EXPORT std::string_view to_string(Facet::By by) noexcept;
/// The property of that name, or nothing.
FORESTALL_EXPORT std::optional<Facet::By> facet_from(std::string_view name) noexcept;

/// A query in which words were put in place of others that hardly anybody writes.
struct Correction {
  std::string text{};     ///< what was typed, with the words that may have been meant, each held by a visible document
  bool searched = false;  ///< the hits are its answers; false: it would find more ("did you mean")
  bool operator==(const Correction&) const = default;
};

struct SearchResult {
  /// false: the best found so far. A budget cut the search, or the beginning of a word stands for more terms than are
  /// asked for: of 64 (one letter: 16, two: 32) those in most documents.
  bool exact = true;
  std::uint64_t total = 0;   ///< documents that match and are visible to the reader; 0 without SearchOptions::count
  std::int64_t took_us = 0;  ///< microseconds, analysis included
  LanguageChoice lang{};
  std::vector<std::string> warnings{};    ///< of the lenient parser
  std::optional<Correction> corrected{};  ///< see SearchOptions::typos
  std::vector<Hit> hits{};
  std::vector<Facet> facets{};  ///< as asked for by SearchOptions::facets, in that order
  bool operator==(const SearchResult&) const = default;
};

enum class SuggestStatus { ok, too_short, no_confident_match };
FORESTALL_EXPORT std::string_view to_string(SuggestStatus status) noexcept;

/// What a solution's confidence is judged by; from 0 to 1 but for `evidence`, `shared` and `missing`.
inline constexpr std::size_t kSignals = 10;
struct Signals {
  double title_coverage = 0;  ///< share of the title's words that the draft names, by idf
  double draft_coverage = 0;  ///< share of the draft's words that the document holds, by weight and idf
  double score_share = 0;     ///< text score over the greatest a document could reach
  double evidence = 0;        ///< ln(1 + words in common, in units of the rarest word's idf)
  double known = 0;           ///< share of the draft's words that some document holds
  double evenness = 0;        ///< of the ten best scores: 1 all equal, 0 one alone
  double votes = 0;           ///< share of the near lessons that the document solved
  double nearness = 0;        ///< of the nearest lesson
  double shared = 0;          ///< ln(1 + words that draft and document hold), function words aside
  double missing = 0;         ///< ln(1 + words of the draft that the document lacks), function words aside
  std::array<double, kSignals> values() const {
    return {title_coverage, draft_coverage, score_share, evidence, known, evenness, votes, nearness, shared, missing};
  }
  bool operator==(const Signals&) const = default;
};

/// A hit offered for a draft. `confidence` is the probability that it helps; it does not rise along the list.
struct Solution : Hit {
  double confidence = 0;
  std::optional<Signals> signals{};  ///< with SuggestOptions::explain
  bool operator==(const Solution&) const = default;
};

struct Suggestions {
  SuggestStatus status = SuggestStatus::ok;
  double confidence = 0;  ///< probability that one of the items helps, 0 to 1
  bool exact = true;
  std::int64_t took_us = 0;
  LanguageChoice lang{};
  std::vector<Solution> items{};  ///< best first; empty unless `status` is ok
  bool operator==(const Suggestions&) const = default;
};

struct Stats {
  std::uint32_t format = 0;
  Layout layout = Layout::fast;  ///< of segment files
  std::uint64_t documents = 0, lessons = 0, votes = 0, segments = 0;
  std::uint64_t bytes = 0;          ///< of the whole directory
  std::uint64_t segment_bytes = 0;  ///< of the segment files
  std::uint64_t memory_bytes = 0;   ///< of data not flushed yet
  std::uint64_t unflushed = 0;      ///< documents that only the journal and the memory hold
  std::uint64_t deleted = 0;        ///< documents removed but still in segment files
  std::map<std::string, std::uint64_t> languages{}, kinds{};
  std::string background_error{};  ///< of the last flush or merge that failed; empty: none
  bool operator==(const Stats&) const = default;
};

struct CheckReport {
  std::vector<std::string> faults{};                  ///< one sentence each, naming the file or document
  std::uint64_t files = 0, documents = 0, bytes = 0;  ///< looked at
  bool ok() const { return faults.empty(); }
  bool operator==(const CheckReport&) const = default;
};

}  // namespace forestall
