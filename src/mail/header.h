// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "mail/lines.h"

namespace forestall::mail {

/// Number of lines from `at` on that are a header as mail programs put above a quote (From, Sent, To, Subject), values
/// on several lines; 0: none. `announced`: a separator stands above, so that no date or address is needed. `read`, if
/// given, becomes the first line that was not looked at: no header begins before it.
std::size_t header(const std::vector<Line>& lines, std::size_t at, bool announced, std::size_t* read = nullptr);

/// Whether a line is "-----Original Message-----" or "---------- Forwarded message ---------". Without hyphens around
/// the words a header must follow.
bool separates(const std::vector<Line>& lines, std::size_t at);

/// Whether a line is a help desk's "reply above this line".
bool above_line(const Line& line);

}  // namespace forestall::mail
