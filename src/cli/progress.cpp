// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "cli/terminal.h"

namespace forestall::cli {

Progress::Progress(std::string label, std::uint64_t total, std::string unit)
    : label_(std::move(label)), unit_(std::move(unit)), total_(total) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (visible_) std::cerr << "\r\033[K" << std::flush;
  visible_ = false;
}

void Progress::update(std::uint64_t done, std::uint64_t counted) {
  const auto now = Clock::now();
  if (!error_is_terminal() || now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  const double seconds = std::max(std::chrono::duration<double>(now - start_).count(), 1e-6);
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(counted) / seconds);
  std::string line = label_ + " ";
  if (total_ > 0) {
    constexpr std::size_t kWidth = 24;
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
    const auto full = static_cast<std::size_t>(share * kWidth);
    line += fmt::format("[{}{}] {:3.0f} %  ", std::string(full, '#'), std::string(kWidth - full, ' '), share * 100);
  }
  line += fmt::format("{} {}, {}/s", grouped(counted), unit_, grouped(rate));
  if (total_ > 0 && done > 0 && done <= total_) {
    line += ", " + duration_text(seconds * static_cast<double>(total_ - done) / static_cast<double>(done)) + " left";
  }
  std::cerr << '\r' << line << "\033[K" << std::flush;
  visible_ = true;
}

}  // namespace forestall::cli
