// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "mail/lines.h"

namespace forestall::mail {

/// Marks the notices and list footers at the end of lines [at, end) of the writer, paragraph by paragraph from the
/// last one; never the first paragraph of all.
void take_footers(std::vector<Line>& lines, std::size_t at, std::size_t end);

}  // namespace forestall::mail
