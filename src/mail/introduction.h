// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "mail/canonical.h"
#include "mail/lines.h"

namespace forestall::mail {

/// Number of lines from `at` on that introduce a quote ("On 3 May 2021, Ann <ann@…> wrote:", on up to four lines); 0:
/// none do. A date or an address must stand there, or a quoted line follow.
std::size_t introduction(const std::vector<Line>& lines, std::size_t at);

/// Whether a line says that somebody wrote what follows.
bool says_wrote(std::string_view line);
/// Whether a word of the line belongs to a date, or is one.
bool has_date(const Canonical& line);

}  // namespace forestall::mail
