// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace forestall::analysis {

/// The text of HTML, by libxml2's push parser: no tree, no recursion, no network.
std::string html_text(std::string_view html);

}  // namespace forestall::analysis
