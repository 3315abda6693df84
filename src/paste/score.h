// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "paste/shape.h"

namespace forestall::paste {

inline constexpr int kPasted = 3, kLikely = 2;  // scores

/// How much speaks for a line being pasted; what reads as a sentence speaks against. `text`: without blanks around it.
int score_of(std::string_view text, const Shape& shape);
/// Whether a text ends as a sentence does.
bool ends_sentence(std::string_view text);

}  // namespace forestall::paste
