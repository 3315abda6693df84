// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/options.h"
#include "cli/trial.h"

namespace forestall::cli {

/// Lessons tried in a copy of an index.
class Preview {
 public:
  explicit Preview(const std::string& db) : before_(open_to_read(db)), trial_(before_) {}
  Index& changed() { return trial_.index(); }

  /// What the lessons learnt in the copy would change: which documents get how many, and, given judged drafts, which of
  /// these documents move up or down in their suggestions and which drafts get worse.
  void print(const std::string& drafts, const std::string& judgements, bool json) const;

 private:
  Index before_;
  Trial trial_;
};

}  // namespace forestall::cli
