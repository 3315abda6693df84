// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "mail/lines.h"

namespace forestall::mail {

/// Whether a text looks like what a program printed, or was told: signs, paths, options, not words of a letter.
bool looks_like_output(std::string_view text);
/// Whether it is surely so: a time stamp, an error, a path. A signature's telephone numbers are not.
bool looks_like_log(std::string_view text);

/// The end of the block of quoted lines that begins at `at`, with the blank lines inside.
std::size_t quoted_end(const std::vector<Line>& lines, std::size_t at);

/// Whether the block [at, end) of lines with > is quoted mail. Shells, build tools and comparisons print > too.
/// `quoting`: quoted mail was met before.
bool is_quote(const std::vector<Line>& lines, std::size_t at, std::size_t end, bool quoting);

}  // namespace forestall::mail
