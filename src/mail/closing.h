// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "mail/lines.h"

namespace forestall::mail {

/// Whether a line closes a letter and does no more: "Best regards", "Thanks in advance, Ann".
bool closes(const Line& line);
/// Whether a line is what a phone or mail program adds: "Sent from my iPhone"; the whole line, with a device in it.
bool names_device(const Line& line);

/// Marks closing and signature among lines [at, end) of the writer, of whatever length. What reads like a letter again
/// below a signature (a postscript, a question, a log) is kept with all that follows it.
void take_closing(std::vector<Line>& lines, std::size_t at, std::size_t end);

}  // namespace forestall::mail
