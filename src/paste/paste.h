// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forestall::paste {

/// Which lines of a text were pasted out of a machine: logs, stack traces, dumps, encoded files, tables, settings. In
/// doubt a line is the writer's own. Time linear in the text. `lines`: without line breaks, blanks around them kept.
std::vector<bool> pasted_lines(const std::vector<std::string_view>& lines);

/// What tells pasted lines apart, each once and in few words: names of exceptions, error codes, the words of the lines
/// that tell of an error; of a paste of a few lines every word.
std::string evidence(const std::vector<std::string_view>& pasted);

/// Every word of the lines once, the first hundred: for a draft that is nothing else.
std::string distinct_words(const std::vector<std::string_view>& lines);

}  // namespace forestall::paste
