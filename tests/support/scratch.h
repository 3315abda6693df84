// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

namespace forestall::support {

/// A directory of a test's own that goes with it.
class Scratch {
 public:
  Scratch() {
    static std::atomic<int> next{0};
    path_ = std::filesystem::temp_directory_path() /
            ("forestall-test-" + std::to_string(::getpid()) + "-" + std::to_string(next++));
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// How many rounds a generated test runs: FORESTALL_ROUNDS times as many as usual.
inline int rounds(int usual) {
  const char* factor = std::getenv("FORESTALL_ROUNDS");
  return usual * (factor == nullptr ? 1 : std::max(1, std::atoi(factor)));
}

}  // namespace forestall::support
