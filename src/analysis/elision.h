// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace forestall::analysis {

/// Whether `article` (folded, without its apostrophe) is dropped before a vowel in the language: l', d', qu', dell'.
bool elided(std::string_view article, std::string_view lang);

}  // namespace forestall::analysis
