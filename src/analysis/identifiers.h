// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forestall::analysis {

/// Error codes, versions, paths, commands, addresses: what is indexed whole, in no language, beside its parts.

/// The ASCII text without blanks that starts `text`, at most 256 bytes.
std::string_view chunk_at(std::string_view text);
/// Whether a chunk could hold an identifier at all: cheap, before `identifier_in`.
bool suspicious(std::string_view chunk);
/// The identifier that a chunk comes to, without brackets and closing punctuation; empty if it is ordinary text.
std::string_view identifier_in(std::string_view chunk);

/// The end of a name that has a sign in it, wherever it stands: C++, C#, Notepad++ (the sign at `at`, letters before it
/// from `begin` on), .NET (the sign at `begin`). 0: it is none.
std::size_t marked_name(std::string_view text, std::size_t begin, std::size_t at);

/// A schema's names, found whole wherever they stand, in any case.
class Names {
 public:
  explicit Names(const std::vector<std::string>& names);
  bool empty() const { return names_.empty(); }
  /// Length in bytes of the longest name at the start of `text`, ending at a word's end; 0 if there is none.
  std::size_t match(std::string_view text) const;

 private:
  std::vector<std::string> names_;  // folded
};

}  // namespace forestall::analysis
