// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace forestall::analysis {

/// A file of data/words, as `forestall_word_lists` (cmake/rooms.cmake) compiles it in: an entry a line, # begins a
/// comment.
struct WordList {
  std::string_view lang, text;
  std::vector<std::string_view> entries() const {
    std::vector<std::string_view> out;
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!line.empty() && line[0] != '#') out.push_back(line);
    }
    return out;
  }
};

}  // namespace forestall::analysis
