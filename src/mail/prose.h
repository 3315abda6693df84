// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "mail/canonical.h"

namespace forestall::mail {

/// Whether a line goes on as a letter does: a sentence of several words, a question, a postscript. Names, titles,
/// addresses and numbers of a signature do not.
bool is_prose(std::string_view text, const Canonical& line);

/// Whether every word from `first` on may be a name: capitals, or a script without them, or "Mr", "team".
bool only_names(const Canonical& line, std::size_t first);

/// Whether a line ends as a question.
bool asks(std::string_view text);

/// Whether a line holds an address of the web or of mail.
bool points_elsewhere(std::string_view text);

}  // namespace forestall::mail
