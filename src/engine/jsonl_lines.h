// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/batch.h"
#include "forestall/jsonl.h"

namespace forestall::engine {

/// What one line of an import asks for: a document, or `{"vote":{…}}`. Throws as `parse_document` does.
Batch::Operation parse_operation(std::string_view line, const JsonOptions& options);

/// Lines of a stream as they arrive (a pipe is not waited on for more than it has). A byte-order mark at the start and
/// a carriage return before a line's end are dropped. A line of more than `limit` bytes is skipped, not held.
class LineReader {
 public:
  LineReader(std::istream& in, std::size_t limit);
  /// Moves on to the next line; false at the end. Throws `Error(io)` if the stream fails.
  bool next();
  std::string_view line() const;  ///< of the current line; empty if it is too long
  bool too_long() const { return too_long_; }
  std::uint64_t number() const { return number_; }  ///< from 1
  std::uint64_t bytes() const { return bytes_; }    ///< of all lines so far, with their ends

 private:
  bool fill();
  void append(std::string_view piece);

  std::istream& in_;
  std::size_t limit_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  std::string line_;
  bool too_long_ = false;
  std::uint64_t number_ = 0, bytes_ = 0;
};

/// Stores a batch that was prepared, as `Index::write` does.
using WritePrepared = std::function<std::size_t()>;
/// Does what can be done of a batch before its turn; may be called on several threads. The batch stays where it is.
using PrepareBatch = std::function<WritePrepared(const Batch&)>;

/// `import_jsonl` into anything that takes batches so.
ImportReport import_lines(const PrepareBatch& prepare,
                          const std::function<Batch::Operation(std::string_view line)>& parse, std::istream& in,
                          const ImportOptions& options);

}  // namespace forestall::engine
