// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "forestall/export.h"

namespace forestall {

/// What went wrong, for programs. The message says it for people.
enum class ErrorCode {
  invalid_argument,     ///< a value that the caller gave is not acceptable
  query_syntax,         ///< a strict query does not parse
  not_found,            ///< the index, file or document asked for is not there
  already_exists,       ///< `Index::create` on a path that holds an index
  incompatible_format,  ///< the index was written by a newer, or too old, version
  corrupt,              ///< stored bytes fail their checks; nothing was changed
  locked,               ///< another process is writing to this index
  io,                   ///< the operating system refused (disk full, no permission)
  unsupported,          ///< this build or this handle cannot do that (read-only, closed)
};

/// The one word for `code` that messages, JSON and Python use, such as "invalid_argument".
FORESTALL_EXPORT std::string_view to_string(ErrorCode code) noexcept;

/// The only exception that the library throws on purpose. `what()` quotes the path, field or text at fault.
class FORESTALL_EXPORT Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ~Error() override;
  ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace forestall
