// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "forestall/document.h"
#include "forestall/options.h"
#include "forestall/query.h"
#include "forestall/results.h"

namespace forestall {

namespace index {
class Snapshot;
}

/// A frozen view of an index: documents and votes stay as they were when it was taken.
/// Immutable; copy and share freely between threads. Keeps alive what it reads, even after its Index is gone.
class FORESTALL_EXPORT Searcher {
 public:
  /// Throws `Error(invalid_argument)` for options out of range, `Error(corrupt)` when bytes fail their checks.
  SearchResult search(const Query& query, const SearchOptions& options = {}) const;
  /// The same for text, read by `parse_leniently`.
  SearchResult search(std::string_view text, const SearchOptions& options = {}) const;
  /// The document, if there is one that the reader may see. Votes are the base alone; see `votes`.
  std::optional<Document> get(std::string_view id, const Reader& reader = {}) const;
  /// The next documents, at most `count`, whose ids follow `after` (empty: from the first), in order of id, bytewise;
  /// those alone that the reader may see. An empty answer: there are no more. So a walk over everything holds one page
  /// at a time and may stop anywhere.
  std::vector<Document> documents(std::string_view after, std::size_t count, const Reader& reader = {}) const;
  /// Base and voters' votes together; nothing if there is no such document that the reader may see.
  std::optional<VoteCount> votes(std::string_view id, const Reader& reader = {}) const;
  /// Why the document has its score for this query; nothing if it does not match or is not visible.
  std::optional<Explanation> explain(const Query& query, std::string_view id, const SearchOptions& options = {}) const;
  /// Documents visible to everything (no reader is asked).
  std::uint64_t size() const;
  const Schema& schema() const;

  explicit Searcher(std::shared_ptr<const index::Snapshot> snapshot);
  const index::Snapshot& snapshot() const { return *snapshot_; }

 private:
  std::shared_ptr<const index::Snapshot> snapshot_;
};

}  // namespace forestall
