// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "mail/canonical.h"

namespace forestall::mail {

/// Phrases of all languages, looked up in canonical text. "…" in a phrase stands for whatever a line holds there.
class Phrases {
 public:
  void add(std::string_view phrase);
  /// Length of the longest phrase without gaps that stands at `at` and ends with a word; 0: none.
  std::size_t longest_at(std::string_view text, std::size_t at) const;
  /// Whether one of the phrases, with gaps or without, is the whole text. A gap holds at most `gap` bytes.
  bool whole(std::string_view text, std::size_t gap) const;
  /// How many places of the text hold a phrase without gaps.
  std::size_t count_in(const Canonical& line) const;
  bool in(const Canonical& line) const { return count_in(line) > 0; }

 private:
  struct Gapped {
    std::vector<std::string> pieces;  // at least one; around and between them the gaps
    bool open_begin = false, open_end = false;
  };
  static std::size_t bucket(std::string_view text);
  static bool fits(const Gapped& phrase, std::string_view text, std::size_t gap);
  std::array<std::vector<std::string>, 1024> plain_;
  std::array<std::vector<Gapped>, 1024> gapped_;
  std::vector<Gapped> open_;  // begin with a gap
};

/// Whether a word of canonical text begins, or ends, at `at`: scripts without blanks have words anywhere.
bool at_word(std::string_view text, std::size_t at);
/// Whether the code point at `at` is of a script that is written without blanks, or nearly so.
bool wide_at(std::string_view text, std::size_t at);

}  // namespace forestall::mail
