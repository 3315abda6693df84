// SPDX-License-Identifier: Apache-2.0
#include "forestall/error.h"

#include "forestall/version.h"

namespace forestall {

Error::~Error() = default;

std::string_view version() noexcept { return "0.1.0"; }

std::string_view to_string(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "invalid_argument";
    case ErrorCode::query_syntax:
      return "query_syntax";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::already_exists:
      return "already_exists";
    case ErrorCode::incompatible_format:
      return "incompatible_format";
    case ErrorCode::corrupt:
      return "corrupt";
    case ErrorCode::locked:
      return "locked";
    case ErrorCode::io:
      return "io";
    case ErrorCode::unsupported:
      return "unsupported";
  }
  return "unknown";
}

}  // namespace forestall
