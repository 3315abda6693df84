// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace forestall::analysis {

/// Splits compounds of which every part is in a word list, with the linking letters s, es, n, en, er between them.
/// Immutable and thread-safe.
class Compounds {
 public:
  explicit Compounds(const std::vector<std::string>& words);
  /// The built-in list of German words.
  static std::vector<std::string> german();
  /// The parts, as they stand in the list, of which there are two or more; empty if the word is no such compound.
  std::vector<std::string_view> split(std::string_view word) const;

 private:
  bool split_from(std::string_view rest, std::vector<std::string_view>& parts, int& tries) const;
  std::unordered_set<std::string_view> words_;
  std::vector<std::string> kept_;
};

}  // namespace forestall::analysis
