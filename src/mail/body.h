// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "mail/lines.h"

namespace forestall::mail {

/// Sets `Line::rule` for every line that is not the writer's own text. In doubt a line is left alone.
void mark_body(std::vector<Line>& lines);

}  // namespace forestall::mail
