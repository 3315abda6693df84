// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/command.h"
#include "forestall/document.h"

namespace forestall::cli {

/// A ticket that is being written, from options or standard input.
struct DraftOptions {
  std::string input, subject, body, format;
  void define(CLI::App& command);
  /// Throws UsageError if nothing is given.
  Draft draft() const;
};

}  // namespace forestall::cli
