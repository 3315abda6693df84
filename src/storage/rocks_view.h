// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/rocks_store.h"

namespace forestall::storage {

/// A RocksDB snapshot with the store that it belongs to.
class RocksView : public View {
 public:
  explicit RocksView(std::shared_ptr<const RocksStore> store);
  ~RocksView() override;
  std::optional<Document> document(std::uint64_t number) const override;
  std::optional<std::uint64_t> number(std::string_view id) const override;
  std::optional<bool> vote(std::string_view id, std::string_view voter) const override;
  std::vector<std::pair<std::string, std::uint64_t>> ids(std::string_view after, std::size_t count) const override;
  void visit(const std::function<void(std::uint64_t, Document&&)>& each) const override;
  void visit_votes(const std::function<void(std::string_view, std::string_view, bool)>& each) const override;

 private:
  std::optional<std::string> get(Family family, std::string_view key) const;
  rocksdb::ReadOptions options() const;
  std::shared_ptr<const RocksStore> store_;
  const rocksdb::Snapshot* snapshot_;
};

}  // namespace forestall::storage
