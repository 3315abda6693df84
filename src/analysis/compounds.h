// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace forestall::analysis {

/// Splits compounds of which every part is in a word list, with the language's linking letters between them
/// (German s, es, n, en, er).
/// Immutable and thread-safe.
class Compounds {
 public:
  Compounds(const std::vector<std::string>& words, std::string_view lang);
  /// The languages that have a built-in list (data/words/compounds), and the words of one.
  static std::vector<std::string_view> built_in();
  static std::vector<std::string> words(std::string_view lang);
  /// The parts, as they stand in the list, of which there are two or more; empty if the word is no such compound.
  std::vector<std::string_view> split(std::string_view word) const;

 private:
  bool split_from(std::string_view rest, std::vector<std::string_view>& parts, int& tries) const;
  std::span<const std::string_view> links_;
  std::unordered_set<std::string_view> words_;
  std::vector<std::string> kept_;
};

}  // namespace forestall::analysis
