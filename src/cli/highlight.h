// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forestall/results.h"

namespace forestall::cli {

/// The text on one line, its highlighted stretches in colour (as they are, without colours).
std::string highlighted(std::string_view text, const std::vector<Range>& highlights);

}  // namespace forestall::cli
