// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace forestall::base {

/// XXH3, 64 bits. Saved on disk (term and id tables, checksums): never change.
std::uint64_t hash(std::string_view bytes) noexcept;

}  // namespace forestall::base
