// SPDX-License-Identifier: Apache-2.0
#include "storage/rocks_view.h"

#include "base/fail.h"
#include "base/utf8.h"
#include "storage/document_codec.h"
#include "storage/keys.h"

namespace forestall::storage {
namespace {

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

RocksView::RocksView(std::shared_ptr<const RocksStore> store)
    : store_(std::move(store)), snapshot_(store_->db().GetSnapshot()) {}

RocksView::~RocksView() { store_->db().ReleaseSnapshot(snapshot_); }

rocksdb::ReadOptions RocksView::options() const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  return options;
}

std::optional<std::string> RocksView::get(Family family, std::string_view key) const {
  std::string value;
  const rocksdb::Status status = store_->db().Get(options(), store_->family(family), slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  require_ok(status, store_->directory(), "read");
  return value;
}

std::optional<Document> RocksView::document(std::uint64_t number) const {
  const auto bytes = get(kDocuments, big_endian(number));
  if (!bytes) return std::nullopt;
  return decode(*bytes, fmt::format("{}: stored document {}", store_->directory().string(), number));
}

std::optional<std::uint64_t> RocksView::number(std::string_view id) const {
  const auto bytes = get(kIds, id);
  if (!bytes) return std::nullopt;
  return from_big_endian(*bytes, store_->directory().string() + ": the number of " + base::quoted(id));
}

std::optional<bool> RocksView::vote(std::string_view id, std::string_view voter) const {
  const auto bytes = get(kVotes, vote_key(id, voter));
  if (!bytes) return std::nullopt;
  return *bytes == "1";
}

std::vector<std::pair<std::string, std::uint64_t>> RocksView::ids(std::string_view after, std::size_t count) const {
  std::vector<std::pair<std::string, std::uint64_t>> found;
  const std::unique_ptr<rocksdb::Iterator> ids(store_->db().NewIterator(options(), store_->family(kIds)));
  for (ids->Seek(slice(after)); ids->Valid() && found.size() < count; ids->Next()) {
    if (ids->key().ToStringView() == after) continue;
    const std::uint64_t number =
        from_big_endian(ids->value().ToStringView(), store_->directory().string() + ": an id's number");
    found.emplace_back(ids->key().ToString(), number);
  }
  require_ok(ids->status(), store_->directory(), "read the ids");
  return found;
}

void RocksView::visit(const std::function<void(std::uint64_t, Document&&)>& each) const {
  const std::unique_ptr<rocksdb::Iterator> ids(store_->db().NewIterator(options(), store_->family(kIds)));
  for (ids->SeekToFirst(); ids->Valid(); ids->Next()) {
    const std::uint64_t number =
        from_big_endian(ids->value().ToStringView(), store_->directory().string() + ": an id's number");
    auto found = document(number);
    if (!found)
      fail(ErrorCode::corrupt, "{}: document {} of id {} is missing", store_->directory().string(), number,
           base::quoted(ids->key().ToStringView()));
    each(number, std::move(*found));
  }
  require_ok(ids->status(), store_->directory(), "read the ids");
}

void RocksView::visit_votes(const std::function<void(std::string_view, std::string_view, bool)>& each) const {
  const std::unique_ptr<rocksdb::Iterator> votes(store_->db().NewIterator(options(), store_->family(kVotes)));
  for (votes->SeekToFirst(); votes->Valid(); votes->Next()) {
    const std::string_view key = votes->key().ToStringView();
    const std::size_t end = key.find('\0');
    if (end == std::string_view::npos)
      fail(ErrorCode::corrupt, "{}: a vote's key {} names no voter", store_->directory().string(), base::quoted(key));
    each(key.substr(0, end), key.substr(end + 1), votes->value() == "1");
  }
  require_ok(votes->status(), store_->directory(), "read the votes");
}

}  // namespace forestall::storage
