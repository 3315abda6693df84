// SPDX-License-Identifier: Apache-2.0
#include "cli/trial.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>

namespace forestall::cli {

Trial::Trial(const Index& original) {
  static std::atomic<int> next{0};
  directory_ = std::filesystem::temp_directory_path() / fmt::format("forestall-trial-{}-{}", ::getpid(), next++);
  original.backup(directory_);
  try {
    index_ = std::make_unique<Index>(Index::open(directory_));
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
    throw;
  }
}

Trial::~Trial() {
  index_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

}  // namespace forestall::cli
