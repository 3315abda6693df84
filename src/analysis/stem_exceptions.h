// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <unordered_map>

namespace forestall::analysis {

/// Words of a language that Snowball would give the stem of words that mean something else (data/words/stems).
class StemExceptions {
 public:
  explicit StemExceptions(std::string_view lang);
  /// The stem of a folded word, or nothing if Snowball's is right.
  std::string_view find(std::string_view folded) const {
    const auto found = stems_.find(folded);
    return found == stems_.end() ? std::string_view() : found->second;
  }

 private:
  std::unordered_map<std::string_view, std::string_view> stems_;
};

}  // namespace forestall::analysis
