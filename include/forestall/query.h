// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forestall/export.h"
#include "forestall/schema.h"

namespace forestall {

/// What was asked, before analysis: a small tree of plain values.
struct Query {
  enum class Type {
    nothing,     ///< matches no document
    everything,  ///< matches every document, score 0
    words,       ///< `text`, analysed; a document matches if it holds any of the terms
    prefix,      ///< as `words`, but the last word also stands for every word that begins so
    phrase,      ///< the terms of `text` next to each other, in order
    boolean,  ///< every `required`, no `excluded`; `optional` add to the score, one must match if nothing is required
  };
  Type type = Type::nothing;
  std::string text{};
  std::string field{};  ///< "title", "body", "tags"; empty: all
  std::vector<Query> required{}, optional{}, excluded{};

  static Query words(std::string text, std::string field = {});
  static Query prefix(std::string text, std::string field = {});
  static Query phrase(std::string text, std::string field = {});
  static Query everything();
  bool operator==(const Query&) const = default;
};
FORESTALL_EXPORT std::string_view to_string(Query::Type type) noexcept;

/// A query that always parses, and what was odd about it.
struct LenientQuery {
  Query query{};
  std::vector<std::string> warnings{};  ///< one sentence each, quoting the text
  bool operator==(const LenientQuery&) const = default;
};

/// Words, beginnings of words (`pass*`), "phrases", `+required`, `-excluded`, `AND`, `OR`, `NOT`, `title:`, `body:`,
/// `tags:`, parentheses. Throws `Error(query_syntax)` that quotes the text and gives the position in code points.
FORESTALL_EXPORT Query parse_query(std::string_view text, const Schema& schema = {});

/// The same grammar for what people paste: never fails; what does not parse is taken as words. A minus between a word
/// and a number is the number's ("error -36"), and a lone word behind a minus is searched.
FORESTALL_EXPORT LenientQuery parse_leniently(std::string_view text, const Schema& schema = {});

/// The same for a text that is still being typed: if it ends in a word, that is the beginning of one.
FORESTALL_EXPORT LenientQuery parse_as_you_type(std::string_view text, const Schema& schema = {});

}  // namespace forestall
