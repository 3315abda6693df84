// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/spool.h"

namespace forestall::storage {

/// A section's bytes, compressed. `stride`: the size of its records (1: text), whose bytes are put together by their
/// places, as differences to the record before where that is shorter. Up to 255, the size a multiple of it.
///
/// Grammar: u8 stride; u8 size of the words that are differences, 0: none; u64 size; a zstd frame.
base::Spool pack_section(base::Spool& section, std::size_t stride);
/// Throws `Error(corrupt)` that names `what` for bytes that `pack_section` did not write.
std::string unpack_section(std::string_view packed, std::string_view what);

}  // namespace forestall::storage
