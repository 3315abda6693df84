// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "forestall/export.h"

namespace forestall {

inline constexpr int kVersionMajor = 0;
inline constexpr int kVersionMinor = 1;
inline constexpr int kVersionPatch = 0;
/// The format of the index that this version writes, and the oldest that it reads.
inline constexpr std::uint32_t kFormatVersion = 1;
inline constexpr std::uint32_t kOldestFormat = 1;

/// Of the linked library, such as "0.1.0".
FORESTALL_EXPORT std::string_view version() noexcept;

}  // namespace forestall
