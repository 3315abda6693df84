// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace forestall::analysis {

/// ICU's dictionary segmentation for scripts written without blanks. Not thread-safe; opened once a session.
class WordBreaker {
 public:
  WordBreaker();
  ~WordBreaker();
  WordBreaker(const WordBreaker&) = delete;
  WordBreaker& operator=(const WordBreaker&) = delete;
  /// The words of a run of such a script, as byte ranges in it.
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& words(std::string_view run);

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words_;
};

}  // namespace forestall::analysis
