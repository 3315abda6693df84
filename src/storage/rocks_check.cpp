// SPDX-License-Identifier: Apache-2.0
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>

#include "base/fail.h"
#include "base/utf8.h"
#include "storage/document_codec.h"
#include "storage/keys.h"
#include "storage/rocks_store.h"

namespace forestall::storage {
namespace {

class Checker {
 public:
  explicit Checker(const RocksStore& store) : store_(store), snapshot_(store.db().GetSnapshot()) {}
  ~Checker() { store_.db().ReleaseSnapshot(snapshot_); }
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  std::vector<std::string> run() {
    verify_files();
    each(kIds, [&](std::string_view key, std::string_view value) {
      numbers_.emplace(from_big_endian(value, "an id's number"), key);
    });
    try {
      staged_ = store_.staged(snapshot_);
    } catch (const Error& error) {
      faults_.push_back(error.what());
    }
    each(kDocuments, [&](std::string_view key, std::string_view value) { document(key, value); });
    for (const auto& [number, id] : numbers_)
      faults_.push_back(fmt::format("id {} names document {}, which is missing", base::quoted(id), number));
    each(kVotes, [&](std::string_view key, std::string_view value) { vote(key, value); });
    each(kJournal, [](std::string_view key, std::string_view value) {
      from_big_endian(key, "a journal key");
      decode_journal(value, "a journal row");
    });
    for (const Family family : {kManifest, kSettings}) each(family, [](std::string_view, std::string_view) {});
    return std::move(faults_);
  }

 private:
  void verify_files() {
    const rocksdb::Status status = store_.db().VerifyChecksum();
    if (status.ok() || status.IsNotSupported()) return;
    // RocksDB opens the files anew by their names. Beside a writer they may be gone, while a reader has them open: what
    // it reads below is checked as well.
    if (store_.read_only() && status.IsIOError() && status.subcode() == rocksdb::Status::SubCode::kPathNotFound) return;
    faults_.push_back(store_.directory().string() + ": " + status.ToString());
  }

  template <typename Row>
  void each(Family family, Row&& row) {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    options.fill_cache = false;
    const std::unique_ptr<rocksdb::Iterator> rows(store_.db().NewIterator(options, store_.family(family)));
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
      try {
        row(rows->key().ToStringView(), rows->value().ToStringView());
      } catch (const Error& error) {
        faults_.push_back(fmt::format("{}, key {}: {}", kFamilyNames[family], base::quoted(rows->key().ToStringView()),
                                      error.what()));
      }
    }
    if (!rows->status().ok()) faults_.push_back(store_.directory().string() + ": " + rows->status().ToString());
  }

  void document(std::string_view key, std::string_view value) {
    const std::uint64_t number = from_big_endian(key, "a document's number");
    const Document document = decode(value, "document " + std::to_string(number));
    const auto found = numbers_.find(number);
    if (found == numbers_.end()) {
      const auto behind = staged_.upper_bound(number);
      if (behind != staged_.begin() && number <= std::prev(behind)->second) return;  // its write is under way
      faults_.push_back(fmt::format("document {} has id {}, which names another", number, base::quoted(document.id)));
      return;
    }
    if (found->second != document.id)
      faults_.push_back(fmt::format("document {} has id {}, it is named by {}", number, base::quoted(document.id),
                                    base::quoted(found->second)));
    ids_.insert(std::move(found->second));
    numbers_.erase(found);
  }

  void vote(std::string_view key, std::string_view value) {
    const std::size_t end = key.find('\0');
    if (end == std::string_view::npos || (value != "0" && value != "1"))
      faults_.push_back(fmt::format("the vote {} does not read", base::quoted(key)));
    else if (!ids_.contains(std::string(key.substr(0, end))))
      faults_.push_back(fmt::format("a vote is for {}, which is not stored", base::quoted(key.substr(0, end))));
  }

  const RocksStore& store_;
  const rocksdb::Snapshot* snapshot_;
  std::map<std::uint64_t, std::uint64_t> staged_;
  std::unordered_map<std::uint64_t, std::string> numbers_;
  std::set<std::string> ids_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> RocksStore::check() const { return Checker(*this).run(); }

}  // namespace forestall::storage
