// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace forestall::mail {

/// Byte ranges of card numbers (grouped as on cards or not at all, with a right check digit) and IBANs (right length
/// and checksum). Error numbers, ports, updates, GUIDs and device numbers are neither.
std::vector<std::pair<std::size_t, std::size_t>> secrets(std::string_view text);

}  // namespace forestall::mail
