// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/export.h"

namespace forestall {

/// One text field's part in BM25F: T = Σ weight · tf / (1 − b + b · length / average length).
struct FieldWeight {
  double weight = 1.0;  ///< 0 to 100
  double b = 0.65;      ///< how far length is normalised, 0 to 1
  bool operator==(const FieldWeight&) const = default;
};

/// What segment files are made for. Answers are the same with both.
enum class Layout {
  fast,     ///< whole drafts in the least time: lists that are read where they lie, dense rows, a forward index
  compact,  ///< packed lists alone: about a fifth of the bytes, several times the time of a search
};
FORESTALL_EXPORT std::string_view to_string(Layout layout) noexcept;

/// What must agree between indexing and searching. Saved in the index when it is created and read back
/// on open, so that the two sides cannot differ.
struct Schema {
  // ---- changes results ----
  FieldWeight title{5.0, 0.65};
  FieldWeight body{1.0, 0.65};
  FieldWeight tags{1.0, 0.65};
  /// Saturation k1 of BM25F when a draft asks, by kind: short texts (topics, replies, FAQ) and articles.
  double k1_topic = 1.5;
  double k1_article = 3.0;
  /// The same for text queries, whatever the kind.
  double k1_search = 1.5;
  /// Only documents that this principal may see count in N, df and lengths: nothing hidden moves a score.
  std::string statistics_audience = "public";
  /// A term of a lesson counts only if this many lessons that the reader may profit from hold it: what one customer
  /// wrote shows in nobody's suggestions. At least 1.
  std::uint32_t lesson_min_tickets = 3;
  /// Lessons of every audience count for every reader. Their text is never shown; their effect would be.
  bool lessons_for_all = false;
  /// Words of which compounds are split, by language ("de"); empty: the built-in list.
  std::map<std::string, std::vector<std::string>> compound_words{};
  /// Names that are recognised whole, in every language, such as product names with blanks or signs.
  std::vector<std::string> names{};
  // ---- changes speed and size ----
  Layout layout = Layout::fast;
  bool operator==(const Schema&) const = default;
};

/// Throws `Error(invalid_argument)` that names the field and the bad value.
FORESTALL_EXPORT void validate(const Schema& schema);

}  // namespace forestall
