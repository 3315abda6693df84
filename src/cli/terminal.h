// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace forestall::cli {

/// Whether people look at it: then progress is drawn (stderr) and words are coloured (stdout, unless NO_COLOR is set).
bool error_is_terminal();
bool output_is_coloured();

/// The text in a colour of standard output; unchanged if it has none.
std::string bold(std::string_view text);
std::string dim(std::string_view text);
std::string green(std::string_view text);
std::string yellow(std::string_view text);
std::string red(std::string_view text);

std::string grouped(std::uint64_t number);    ///< "12,345"
std::string bytes_text(std::uint64_t bytes);  ///< "1.4 MB"
std::string duration_text(double seconds);    ///< "3.2 s", "4 min 10 s"
/// What stands in a terminal without doing anything to it: control characters become blanks.
std::string printable(std::string_view text);

}  // namespace forestall::cli
