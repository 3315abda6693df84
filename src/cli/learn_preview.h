// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "forestall/index.h"

namespace forestall::cli {

/// A copy of an index in which lessons can be tried. The copy is removed in the end.
class Preview {
 public:
  /// Throws what `Index::open` and `Index::backup` throw.
  explicit Preview(const std::string& db);
  ~Preview();
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;
  Index& changed() { return *changed_; }

  /// What the lessons learnt in the copy would change: which documents get how many, and, given judged drafts, which of
  /// these documents move up or down in their suggestions and which drafts get worse.
  void print(const std::string& drafts, const std::string& judgements, bool json) const;

 private:
  std::filesystem::path directory_;
  std::optional<Index> before_, changed_;
};

}  // namespace forestall::cli
