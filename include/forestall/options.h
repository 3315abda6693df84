// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/document.h"
#include "forestall/export.h"

namespace forestall {

/// What a power cut may take. A killed process loses nothing with any of them.
enum class Durability {
  sync,     ///< fsync before a write returns, shared by waiting writers
  batched,  ///< handed to the system before a write returns, fsync every 100 ms
  os,       ///< handed to the system; it decides when to write to the disk
};
FORESTALL_EXPORT std::string_view to_string(Durability durability) noexcept;

/// What is done about slips in a text query's words: letters left out, added, changed or swapped, none in words of up
/// to three letters, at most one in four, two in longer ones. Never in identifiers, in words with digits, in queries of
/// more than twelve words.
enum class Typos {
  off,
  automatic,  ///< words that no document holds are searched corrected; of hardly used ones a correction is offered
  always,     ///< what would be offered is searched
};
FORESTALL_EXPORT std::string_view to_string(Typos typos) noexcept;

/// How an index is opened. Fill by name: `{.durability = Durability::sync}`.
struct IndexOptions {
  // ---- changes what is allowed or kept ----
  bool read_only = false;  ///< locks, writes and removes nothing
  Durability durability = Durability::batched;
  /// Segments are not read but made anew from the stored documents: for an index whose segment files are damaged.
  bool rebuild = false;
  // ---- changes speed or memory ----
  /// Bytes of unflushed index data held in memory. Reaching it starts a flush; at four times as much
  /// (flushes keep failing) writes throw `Error(io)` before they store anything. At least 1 MiB.
  /// A flush, merge or rebuild holds up to as much again, and up to 16 bytes for each document of its segments; what
  /// does not fit goes through nameless files in the index's folder, which needs room for the new segment twice.
  std::size_t memory_budget = std::size_t{64} << 20;
  /// Segments are flushed and merged in a background thread. false: by the writing thread, inside `write`.
  bool background = true;
  /// Called with one line about a failed or retried background step. Any thread; must not call the index.
  std::function<void(std::string_view)> log{};
};
FORESTALL_EXPORT void validate(const IndexOptions& options);

/// Which documents may answer. Empty lists let everything pass; several values in a list are alternatives.
struct Filter {
  std::vector<Kind> kinds{};
  std::vector<std::string> products{};  ///< documents without a product pass
  std::vector<std::string> categories{};
  std::vector<std::string> tags{};     ///< exact tags, all of them required
  std::optional<Time> created_from{};  ///< inclusive; documents without a date pass only without limits
  std::optional<Time> created_to{};    ///< exclusive
  std::optional<Time> updated_from{};
  std::optional<Time> updated_to{};
  bool operator==(const Filter&) const = default;
};

enum class Sort { relevance, date, votes };
FORESTALL_EXPORT std::string_view to_string(Sort sort) noexcept;

/// The limits of one call.
struct Budget {
  std::chrono::microseconds time{0};  ///< 0: none. Spent: the best answers so far, `exact` false
  std::stop_token cancel{};           ///< stopped: the same
};

struct SearchOptions {
  // ---- changes results ----
  std::size_t limit = 10;  ///< at most 10,000
  std::size_t offset = 0;  ///< limit + offset at most 100,000
  Filter filter{};
  /// Languages that are searched, best first. RFC 4647: "pt" takes in "pt-BR", and "pt-BR" falls back to "pt" (3.4);
  /// where the index has neither, to "pt-PT". Codes of ISO 639-1, -2 and -3 are the same, nb, nn and no, zh-CN and
  /// zh-Hans. Empty, "und" or "mul": the query's own, detected; others too if the text is short or nothing is found.
  /// {"any"}: all.
  std::vector<std::string> langs{};
  Reader reader{};
  Sort sort = Sort::relevance;
  /// Properties whose values are counted over every match: "kind", "product", "category", "tag", "lang".
  std::vector<std::string> facets{};
  std::size_t facet_limit = 20;  ///< values of each at most
  bool count = true;             ///< false: neither `SearchResult::total` nor facets are counted, which is faster
  bool fold_families = false;    ///< answer a family of translations, and a topic with its replies, once
  std::optional<Time> now{};     ///< for what depends on age; absent: the start of the UTC day
  /// Of `search(text)`: the text is still being typed. If it ends in a word, that stands for every word that begins so.
  bool as_you_type = false;
  /// Of `search(text)`; `SearchResult::corrected` says what was done. A word that is being typed is left as it is.
  Typos typos = Typos::automatic;
  bool closeness = true;  ///< false: ranked by BM25F and priors alone, which is faster (src/ranking/README.md)
  bool snippets = true;   ///< false: `Hit::snippet` stays empty
  bool documents = true;  ///< false: only ids and scores; no stored document is read
  bool explain = false;   ///< fill `Hit::explanation`
  std::size_t snippet_length = 160;  ///< code points, 20 to 10,000
  // ---- changes speed or memory ----
  Budget budget{};
  bool exhaustive = false;  ///< score every match without pruning: the same answers, slowly
};
FORESTALL_EXPORT void validate(const SearchOptions& options);

struct SuggestOptions {
  // ---- changes results ----
  std::size_t limit = 3;             ///< answers, families and threads counted once; at most 10,000
  std::vector<std::string> langs{};  ///< as in SearchOptions; the draft's own language comes first
  Filter filter{};
  Reader reader{};
  std::optional<Time> now{};
  bool lessons = true;          ///< false: as if nothing had been learnt
  bool closeness = true;        ///< as in SearchOptions
  double lesson_half_life = 0;  ///< days after which a lesson counts half; 0: lessons do not fade
  /// Silence where fewer than this share of the calibration's drafts were answered rightly; 0: no such limit.
  double min_precision = 0;
  double min_confidence = 0.1;  ///< silence below it; 0 lifts every silence, too_short included
  bool snippets = true;
  bool documents = true;
  bool explain = false;
  std::size_t snippet_length = 160;
  // ---- changes speed or memory ----
  Budget budget{};
  bool exhaustive = false;
};
FORESTALL_EXPORT void validate(const SuggestOptions& options);

}  // namespace forestall
