// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "forestall/document.h"

namespace forestall::storage {

/// A document as the documents column family holds it (FORMAT.md).
std::string encode(const Document& document);
/// Throws `Error(corrupt)` naming `what`.
Document decode(std::string_view bytes, std::string_view what);

}  // namespace forestall::storage
