// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "forestall/index.h"

namespace forestall::cli {

/// A copy of an index in which lessons can be tried; removed in the end. Throws what `Index::backup` and `Index::open`
/// throw.
class Trial {
 public:
  explicit Trial(const Index& original);
  ~Trial();
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  Index& index() { return *index_; }
  const Index& index() const { return *index_; }

 private:
  std::filesystem::path directory_;
  std::unique_ptr<Index> index_;
};

}  // namespace forestall::cli
