// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mail/lines.h"

namespace forestall::mail {

/// Whether a line greets and does no more: "Hello,", "Dear Mr Miller", "Hi all!". Not "Hello, my printer jams", nor
/// "Hello printer blank". `alone`: a blank line follows, or nothing.
bool greets(const Line& line, bool alone);

}  // namespace forestall::mail
