// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace forestall::base {

/// Whether the bytes are well-formed UTF-8 (RFC 3629).
bool valid_utf8(std::string_view bytes) noexcept;
/// Offset of the first byte that is not well-formed UTF-8, or npos.
std::size_t first_invalid_utf8(std::string_view bytes) noexcept;
/// Number of code points of well-formed UTF-8.
std::size_t count_code_points(std::string_view text) noexcept;
/// The text for a message: cut to `limit` bytes at a code point, control characters and invalid bytes as \xNN.
std::string quoted(std::string_view text, std::size_t limit = 60);

}  // namespace forestall::base
