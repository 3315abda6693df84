// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pybind11/pybind11.h>

#include <filesystem>
#include <string>
#include <string_view>

/// What comes from Python is taken with care: whatever is wrong with a value, the exception names it.
namespace forestall::python {

namespace py = pybind11;

/// Where a value was given, for messages: "Document.title".
struct Where {
  const char* owner = "";
  const char* field = "";
  std::string text() const;
};

/// TypeError: "Document.title must be str, not int".
[[noreturn]] void wrong_type(const Where& where, std::string_view expected, py::handle value);
/// Error(invalid_argument): "SearchOptions.limit is -1; …".
[[noreturn]] void bad_value(const Where& where, std::string_view what);

/// UTF-8 of a str; refuses lone surrogates. The view lives as long as the str.
std::string_view utf8(py::handle value, const Where& where);
/// A str. Bytes that are no UTF-8 become U+FFFD: a message may quote a file's name.
py::str to_str(std::string_view text);
/// Of str or os.PathLike.
std::filesystem::path to_path(py::handle value, const Where& where);
bool is_path(py::handle value);

}  // namespace forestall::python
