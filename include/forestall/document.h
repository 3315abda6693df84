// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/export.h"

namespace forestall {

/// Seconds since 1970-01-01 UTC.
using Time = std::chrono::sys_seconds;

/// What sort of thing a document is. Saved on disk: never renumber.
enum class Kind : std::uint8_t { article = 0, faq = 1, topic = 2, reply = 3, service = 4, idea = 5, known_issue = 6 };
inline constexpr int kKinds = 7;

/// How `Document::body` is written. Saved on disk: never renumber.
enum class BodyFormat : std::uint8_t { plain = 0, markdown = 1, html = 2 };

FORESTALL_EXPORT std::string_view to_string(Kind kind) noexcept;
FORESTALL_EXPORT std::string_view to_string(BodyFormat format) noexcept;
/// The kind (format) of that name, or nothing.
FORESTALL_EXPORT std::optional<Kind> kind_from(std::string_view name) noexcept;
FORESTALL_EXPORT std::optional<BodyFormat> body_format_from(std::string_view name) noexcept;

/// A count of helpful and unhelpful votes.
struct VoteCount {
  std::uint32_t helpful = 0;
  std::uint32_t unhelpful = 0;
  bool operator==(const VoteCount&) const = default;
};

/// Anything that can be found: an article, a forum topic, a reply, …
///
/// All text is UTF-8. Only `id` and one of `title` and `body` are required; `Index::write` refuses a
/// document that breaks a rule below with `Error(invalid_argument)`, naming the field.
struct Document {
  std::string id{};  ///< 1 to 512 bytes, no white space or control characters
  Kind kind = Kind::article;
  std::string lang{};  ///< BCP 47 ("fr", "pt-BR"); empty, "und" or "mul": detected from the text
  std::string title{};
  std::string body{};  ///< in `format`
  BodyFormat format = BodyFormat::plain;
  std::vector<std::string> tags{};
  std::vector<std::string> product{};  ///< empty: concerns every product
  std::string category{};
  std::vector<std::string> audience{};  ///< who may see it; empty: {"public"}
  std::string family{};                 ///< translations of one article share it; empty: none
  VoteCount votes{};                    ///< the base that a re-import replaces; voters' votes add to it
  std::uint64_t views = 0;
  bool solved = false;            ///< of a topic: it has an accepted answer
  std::string parent{};           ///< of a reply: the id of its topic; a reply takes the topic's audience
  std::optional<Time> created{};  ///< absent: always existed
  std::optional<Time> updated{};
  std::string url{};
  bool operator==(const Document&) const = default;
};

/// One voter's opinion of one document. A voter has one vote a document; the last one counts.
struct Vote {
  std::string voter{};  ///< 1 to 512 bytes
  bool helpful = true;
  bool withdraw = false;  ///< take the voter's vote back; `helpful` is then ignored
  bool operator==(const Vote&) const = default;
};

/// A ticket that somebody is writing; it is the query of `Suggester::solutions_for`.
struct Draft {
  std::string subject{};
  std::string body{};
  std::string lang{};                  ///< BCP 47; empty, "und" or "mul": detected
  std::vector<std::string> product{};  ///< a solution for another product only is a weaker match
  std::string category{};
  std::optional<Time> at{};               ///< when it is written; absent: the options' `now`
  BodyFormat format = BodyFormat::plain;  ///< how `body` is written
  bool operator==(const Draft&) const = default;
};

/// One solved ticket: what was asked and which documents solved it. Teaches `Suggester::solutions_for`.
struct Lesson {
  std::string ticket{};  ///< its id, 1 to 511 bytes as of a document
  Draft draft{};         ///< the ticket; `at` is when it was solved (absent: long ago)
  /// Ids of documents, which need not exist (yet), 1 to 1000.
  std::vector<std::string> solutions{};
  /// Who may profit: readers that hold one of these principals; empty: {"public"}.
  std::vector<std::string> audience{};
  bool operator==(const Lesson&) const = default;
};

/// Who asks: the principals it holds ("public", "customer", "org:42"). A document is visible to a reader
/// that holds at least one principal of the document's audience.
struct Reader {
  std::vector<std::string> principals = {"public"};
  bool all = false;  ///< sees every document (`--audience '*'`)
  static Reader everything() { return Reader{{}, true}; }
  bool operator==(const Reader&) const = default;
};

}  // namespace forestall
