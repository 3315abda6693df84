// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/document.h"
#include "forestall/options.h"
#include "forestall/results.h"

namespace forestall::storage {

class CopyTarget;

/// One step of the journal: what a write did to the documents that segments hold.
struct JournalEntry {
  enum class Type : std::uint8_t { put = 0, remove = 1, vote = 2 };  // saved on disk: never renumber
  Type type = Type::put;
  std::string id;
  std::uint64_t number = 0;  ///< put: of the new row; remove: of the row that went
  VoteCount voters;          ///< put and vote: the voters' totals of that id from now on
  std::string audience;      ///< put: the audience expression to index it with (opaque here)
};

/// Document rows that were stored before the write that makes them count. Without that write they go again: when this
/// is destroyed, or, after a write that failed, at the next opening for writing.
class Staged {
 public:
  virtual ~Staged() = default;
};

/// One atomic write: rows, and the journal entries that say what must be indexed.
struct WriteSet {
  struct Put {
    std::uint64_t number;
    const Document* document;
  };
  struct Remove {
    std::string id;
    std::uint64_t number;
    bool drop_votes;
  };  ///< a replaced row has drop_votes false
  struct Cast {
    std::string id;
    std::string voter;
    std::optional<bool> helpful;
  };  ///< nothing: withdrawn
  std::vector<Put> puts;
  Staged* staged = nullptr;  ///< what `Store::stage` made of these puts, if it did
  std::vector<Remove> removes;
  std::vector<Cast> votes;
  std::vector<JournalEntry> journal;
};

/// A consistent, frozen view of the rows. Thread-safe; keeps the store alive.
class View {
 public:
  virtual ~View() = default;
  virtual std::optional<Document> document(std::uint64_t number) const = 0;
  virtual std::optional<std::uint64_t> number(std::string_view id) const = 0;
  /// A voter's vote: true helpful, false unhelpful.
  virtual std::optional<bool> vote(std::string_view id, std::string_view voter) const = 0;
  /// The next ids after `after`, in order, with their documents' numbers.
  virtual std::vector<std::pair<std::string, std::uint64_t>> ids(std::string_view after, std::size_t count) const = 0;
  /// In order of id.
  virtual void visit(const std::function<void(std::uint64_t number, Document&&)>& each) const = 0;
  virtual void visit_votes(
      const std::function<void(std::string_view id, std::string_view voter, bool helpful)>& each) const = 0;
};

/// The manifest: which segment files are alive. `sidecar` is what changed in a segment since it was written
/// (deletions, votes); opaque here.
struct SegmentEntry {
  std::uint64_t file = 0;   ///< names the file: segment_path(file)
  std::uint64_t bytes = 0;  ///< its size; a file of another size is corrupt
  bool operator==(const SegmentEntry&) const = default;
};
struct Manifest {
  std::vector<SegmentEntry> segments;
  std::uint64_t next_file = 1;
  std::uint64_t next_number = 1;   ///< larger than any document number ever used, once journal entries are seen too
  std::uint64_t journal_from = 0;  ///< entries below are in the segments
  bool operator==(const Manifest&) const = default;
};

/// RocksDB with column families documents, ids, votes, journal, manifest and settings, the lock file and the folder
/// of segment files. Thread-safe.
class Store {
 public:
  /// Makes the directory. Throws `already_exists` if it holds anything.
  static std::shared_ptr<Store> create(const std::filesystem::path& directory,
                                       const std::map<std::string, std::string>& settings, const IndexOptions& options);
  /// Throws `not_found`, `locked` (with the holder's pid), `incompatible_format`, `corrupt` (the log is damaged, or
  /// ends before the last fsynced write) or `io`. Never repairs, deletes or recreates; orphan segment files are removed
  /// by `remove_orphans`, later.
  /// `unfinished`: a copy that is being made is opened too.
  static std::shared_ptr<Store> open(const std::filesystem::path& directory, const IndexOptions& options,
                                     bool unfinished = false);
  virtual ~Store() = default;

  virtual std::map<std::string, std::string> settings() const = 0;
  virtual void set(std::string_view key, std::string_view value) = 0;

  /// All of it or nothing; survives a killed process when it returns. Returns the journal sequence of the write.
  virtual std::uint64_t write(const WriteSet& set) = 0;
  /// Stores the rows of a large write in many small steps, between which others can write. `puts`: at least one, their
  /// numbers ascending; nobody else uses a number between the first and the last.
  virtual std::unique_ptr<Staged> stage(const std::vector<WriteSet::Put>& puts) = 0;
  virtual std::shared_ptr<const View> view() const = 0;
  /// The entries from `from` on, in order, with the sequence of their write.
  virtual void journal(std::uint64_t from,
                       const std::function<void(std::uint64_t sequence, JournalEntry&&)>& each) const = 0;

  virtual Manifest manifest() const = 0;
  virtual std::optional<std::string> sidecar(std::uint64_t file) const = 0;
  /// One atomic, fsynced write: the new manifest, the sidecars given, none for files that are no longer in it, and the
  /// journal below `journal_from` dropped.
  virtual void publish(const Manifest& manifest, const std::map<std::uint64_t, std::string>& sidecars) = 0;

  virtual std::filesystem::path directory() const = 0;
  virtual std::filesystem::path segment_path(std::uint64_t file) const = 0;
  /// Removes segment files that neither the manifest nor `keep` names. No-op when read-only.
  virtual void remove_orphans(const std::vector<std::uint64_t>& keep) = 0;

  /// fsync of what was written so far.
  virtual void sync() = 0;
  /// Segment files, by number, as they are held: mapped files that a writer has removed can be read all the same.
  using Images = std::map<std::uint64_t, std::string_view>;
  /// Copies rows and the manifest's segment files (hard links where possible). Of a store open for writing it is the
  /// present moment, and nobody may publish meanwhile; of one open read-only the moment of its opening.
  virtual void copy(const CopyTarget& target, const Images& images) const = 0;
  /// Reads the checksums of all rows; returns RocksDB's number of the last write. Throws `corrupt`.
  virtual std::uint64_t verify_rows() const = 0;
  /// One sentence for each fault: every block checksum, every key and value that does not parse, ids without documents
  /// and documents without ids, votes of unknown ids.
  virtual std::vector<std::string> check() const = 0;
  virtual std::uint64_t bytes() const = 0;  ///< of all files
  virtual bool read_only() const = 0;
};

}  // namespace forestall::storage
