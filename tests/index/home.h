// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "index/writer.h"
#include "support/scratch.h"

namespace forestall::index {

/// An index of its own, which can be left as a killed process leaves it.
struct Home {
  explicit Home(bool background = false) {
    options.background = background;
    options.memory_budget = std::size_t{1} << 20;
    open(storage::Store::create(scratch / "index", {}, options));
  }
  void open(std::shared_ptr<storage::Store> store) {
    writer = std::make_unique<Writer>(std::move(store), std::make_shared<const Schema>(), options);
  }
  void reopen() {
    writer.reset();
    open(storage::Store::open(scratch / "index", options));
  }
  support::Scratch scratch;
  IndexOptions options;
  std::unique_ptr<Writer> writer;
};

}  // namespace forestall::index
