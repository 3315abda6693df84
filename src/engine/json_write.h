// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace forestall::engine {

using Json = nlohmann::ordered_json;

/// One line. Invalid UTF-8 becomes U+FFFD: an answer is never withheld for it.
inline std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace forestall::engine
