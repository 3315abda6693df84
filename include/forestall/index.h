// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string_view>

#include "forestall/batch.h"
#include "forestall/calibration.h"
#include "forestall/error.h"
#include "forestall/options.h"
#include "forestall/results.h"
#include "forestall/schema.h"
#include "forestall/searcher.h"

namespace forestall {

struct ImportOptions;
struct ImportReport;

/// Start here. An index in a directory: documents, votes and what finds them.
///
/// A movable handle; every call may be made from several threads at once. One process writes to an index at a
/// time; others open it read-only. Errors: see error.h; a call that throws has stored nothing.
class FORESTALL_EXPORT Index {
 public:
  /// Makes an empty index. Throws `already_exists` if the directory holds one, or anything else.
  static Index create(const std::filesystem::path& directory, const Schema& schema = {},
                      const IndexOptions& options = {});
  /// Opens an index. Throws `not_found`, `locked` (naming the holder's pid), `incompatible_format` or `corrupt`;
  /// whatever it throws, the directory is left as it was.
  static Index open(const std::filesystem::path& directory, const IndexOptions& options = {});
  /// Opens the index, or makes one with `schema` if there is none.
  static Index open_or_create(const std::filesystem::path& directory, const Schema& schema = {},
                              const IndexOptions& options = {});

  /// All of the batch or nothing. When it returns, the batch survives a killed process and the next searcher
  /// sees it. Returns how many documents and lessons it wrote (one equal to what is stored is not written again).
  std::size_t write(const Batch& batch);
  /// A batch of one.
  std::size_t put(const Document& document);
  void remove(std::string_view id);                  ///< an unknown id is not an error
  void vote(std::string_view id, const Vote& vote);  ///< throws `not_found` for an unknown id

  /// A solved ticket, in the very next suggestion. Its text is kept without greetings, signatures and quoted mail.
  /// Returns whether anything changed: learning it again changes nothing.
  bool learn(const Lesson& lesson);
  void unlearn(std::string_view ticket);  ///< as if it had never been learnt; an unknown ticket is not an error

  /// Saves how confidences are reckoned (calibration.h); in the next searcher.
  void set_calibration(const Calibration& calibration);
  Calibration calibration() const;

  /// What is visible now, frozen.
  Searcher searcher() const;

  Stats stats() const;
  /// Reads everything back: every checksum and cross-reference. Takes seconds per gigabyte.
  CheckReport check() const;
  /// Writes what is in memory to a segment file now.
  void flush();
  /// Waits until no flush or merge is left to do.
  void wait() const;
  /// Merges into one segment without deleted documents.
  void compact();
  /// Makes the segments anew from the stored documents.
  void rebuild();
  /// A copy of one moment into a directory that does not exist yet: every write that had returned before the call, and
  /// perhaps some that returned during it; of an index opened read-only, what it sees. On the disk and verified when it
  /// returns. Writers go on meanwhile; another process may be writing while a reader copies. A copy that was cut short
  /// (the process was killed) does not open, says so, and is replaced by the next one there. Segment files are hard
  /// links where the file system has them, so a copy on the same disk takes little room, and protects from mistakes,
  /// not from the disk. Throws `already_exists`, `locked` (another copy is being made there), `invalid_argument`
  /// (inside the index), `io`.
  void backup(const std::filesystem::path& directory) const;
  /// Calls `each` with every document in order of id, then `each_vote` with every voter's vote, then `each_lesson` with
  /// every lesson in order of ticket.
  void visit(const std::function<void(const Document&)>& each,
             const std::function<void(std::string_view id, const Vote&)>& each_vote = {},
             const std::function<void(const Lesson&)>& each_lesson = {}) const;
  const Schema& schema() const;

  /// Flushes, stops the background work and lets go of the lock, once the last searcher is gone. Later calls throw
  /// `unsupported`; living searchers go on. The destructor does the same but flushes nothing: what is in the journal is
  /// kept anyway.
  void close();

  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

 private:
  friend FORESTALL_EXPORT ImportReport import_jsonl(Index&, std::istream&, const ImportOptions&);
  friend FORESTALL_EXPORT ImportReport learn_jsonl(Index&, std::istream&, const ImportOptions&);
  /// Analyses a batch now; what it returns writes it. The batch stays where it is until then.
  std::function<std::size_t()> prepare(const Batch& batch);
  class Impl;
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace forestall
