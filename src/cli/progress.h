// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace forestall::cli {

/// A line at the foot of a terminal: a bar, the rate and the time left. Draws nothing if stderr is no terminal.
/// Not safe for use by several threads at once.
class Progress {
 public:
  /// `total` is what `done` grows to, 0 if it is not known. `unit` is what is counted for the rate ("documents").
  Progress(std::string label, std::uint64_t total, std::string unit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `counted` is the number of units so far; it is `done` itself if the total counts units.
  void update(std::uint64_t done, std::uint64_t counted);
  /// Wipes the line, so that something else can be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::string label_, unit_;
  std::uint64_t total_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point drawn_{};
  bool visible_ = false;
};

}  // namespace forestall::cli
