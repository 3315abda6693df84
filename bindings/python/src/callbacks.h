// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "convert.h"

/// Python functions that C++ calls, from whichever thread: each call takes the interpreter's lock.
namespace forestall::python {

/// A function that may be copied and dropped without the interpreter's lock.
class Callback {
 public:
  Callback() = default;
  Callback(py::handle function, const Where& where);
  explicit operator bool() const { return function_ != nullptr; }
  py::object function() const { return function_ ? *function_ : py::none(); }
  /// To be called with the lock held.
  template <typename... Args>
  void operator()(Args&&... args) const {
    (*function_)(std::forward<Args>(args)...);
  }

 private:
  std::shared_ptr<py::object> function_;
};

/// Lets Ctrl-C through in a long call; takes the interpreter's lock.
void check_signals();

/// IndexOptions::log: what the function raises cannot reach a caller (there is none) and goes to sys.unraisablehook.
struct Log {
  Callback call;
  void operator()(std::string_view line) const;
};
template <>
struct Convert<std::function<void(std::string_view)>> {
  static std::function<void(std::string_view)> from(py::handle value, const Where& where) {
    return Log{Callback(value, where)};
  }
  static py::object to(const std::function<void(std::string_view)>& value, const Owner&) {
    const Log* log = value.target<Log>();
    return log == nullptr ? py::none() : log->call.function();
  }
};

}  // namespace forestall::python
