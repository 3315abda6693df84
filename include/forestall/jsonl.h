// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "forestall/clean.h"
#include "forestall/document.h"
#include "forestall/index.h"
#include "forestall/results.h"

/// JSON at the edge: documents, queries and votes in, documents and answers out. One JSON object a line (JSONL).
/// All functions may be called from several threads at once. What does not parse throws `Error(invalid_argument)`
/// that names the key, or quotes the text, at fault.
namespace forestall {

struct JsonOptions {
  bool ignore_unknown = false;  ///< pass over keys that a document does not have, instead of throwing
};

/// The document that one line describes. A key that is null or "" is absent; a key given twice, of a wrong type or
/// unknown is refused. `tags`, `product` and `audience` may be a string or a list. The values themselves are
/// checked by `Index::write`.
FORESTALL_EXPORT Document parse_document(std::string_view line, const JsonOptions& options = {});
/// One line without a line break; keys always in the same order, absent ones left out. `parse_document` gives the
/// same document back.
FORESTALL_EXPORT std::string to_json(const Document& document);

/// A date and time of RFC 3339 ("2026-05-02T10:00:00+02:00", fractions of a second dropped), or a date: its midnight
/// UTC.
FORESTALL_EXPORT Time parse_time(std::string_view text);
FORESTALL_EXPORT std::string to_string(Time time);  ///< "2026-05-02T08:00:00Z"

/// One line of a file of queries: `{"id","text","lang"}`, or a draft `{"id","subject","body","lang","product",…}`.
struct QueryLine {
  std::string id;    ///< empty if the line has none
  std::string text;  ///< of a query; empty for a draft
  std::string lang;  ///< empty: to be detected; the draft's too
  Draft draft;       ///< of a draft
  bool is_draft = false;
  /// The line as the other sort: a draft's subject and body in two lines; a query as a subject.
  std::string as_text() const;
  Draft as_draft() const;
  bool operator==(const QueryLine&) const = default;
};
/// Other keys are passed over. A number as `id` is taken as text. Throws if there is no key `text`, `subject` or
/// `body`.
FORESTALL_EXPORT QueryLine parse_query_line(std::string_view line);
/// A draft alone: `subject`, `body`, `lang`, `product`, `category`, `at`, `format` (plain, markdown, html).
FORESTALL_EXPORT Draft parse_draft(std::string_view line);

/// A lesson: `ticket`, `subject`, `body`, `solution` (an id or a list), `at`, `lang`, `product`, `category`,
/// `format`, `audience`. Other keys are passed over.
FORESTALL_EXPORT Lesson parse_lesson(std::string_view line);
FORESTALL_EXPORT std::string to_json(const Lesson& lesson);  ///< one line; `parse_lesson` gives the same back

/// What an import did, or has done so far.
struct ImportReport {
  std::uint64_t written = 0;     ///< documents new or changed
  std::uint64_t unchanged = 0;   ///< equal to what was stored
  std::uint64_t superseded = 0;  ///< followed in the same batch by another with the same id
  std::uint64_t votes = 0;
  std::uint64_t lessons = 0;  ///< lines; `written` and `unchanged` count them too
  std::uint64_t refused = 0;  ///< lines
  std::uint64_t line = 0;     ///< lines read, blank ones too; everything up to here is durable
  std::uint64_t bytes = 0;    ///< of these lines
  bool operator==(const ImportReport&) const = default;
};

struct ImportOptions {
  bool ignore_unknown = false;
  std::size_t batch_documents = 8000;              ///< lines that are written together, at least 1
  std::size_t batch_bytes = std::size_t{8} << 20;  ///< a batch is written once its lines have as many bytes
  /// That analyse batches, while the caller's reads lines and stores them in order: 1 none beside the caller's, 0 as
  /// many as there are processors, up to 4. Changes nothing but speed, and memory: each holds a batch.
  std::size_t threads = 0;
  std::size_t line_limit = std::size_t{64} << 20;  ///< bytes; a longer line is refused, not held in memory
  std::function<void(std::uint64_t line, const std::string& reason)> refused = {};  ///< line counts from 1
  std::function<void(const ImportReport&)> progress = {};                           ///< after each durable batch
};

/// Writes the documents, and the `vote` and `lesson` lines of `export_jsonl`, of a stream into the index, in batches. A
/// line that cannot be taken is refused alone: its neighbours are written. A byte-order mark, CRLF and blank lines are
/// passed over. Throws what `Index::write` throws for other reasons than the content; batches reported before stay.
FORESTALL_EXPORT ImportReport import_jsonl(Index& index, std::istream& in, const ImportOptions& options = {});

/// Learns every line of a stream, as `import_jsonl` writes documents.
FORESTALL_EXPORT ImportReport learn_jsonl(Index& index, std::istream& in, const ImportOptions& options = {});

/// Documents in order of id, then voters' votes as `{"vote":{"id":…,"voter":…,"helpful":true}}`, then lessons as
/// `{"lesson":{…}}`. Importing the lines into an empty index gives the same index. Returns the number of lines; throws
/// `Error(io)` if the stream fails.
FORESTALL_EXPORT std::uint64_t export_jsonl(const Index& index, std::ostream& out);

/// Answers as one line of JSON. Keys may be added in later versions, never renamed.
FORESTALL_EXPORT std::string to_json(const SearchResult& result);
FORESTALL_EXPORT std::string to_json(const Suggestions& suggestions);
FORESTALL_EXPORT std::string to_json(const CleanedDraft& draft);
FORESTALL_EXPORT std::string to_json(const Stats& stats);
FORESTALL_EXPORT std::string to_json(const CheckReport& report);

}  // namespace forestall
