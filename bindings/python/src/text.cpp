// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include <fmt/format.h>

#include "forestall/error.h"

namespace forestall::python {

std::string Where::text() const { return *field == '\0' ? owner : fmt::format("{}.{}", owner, field); }

void wrong_type(const Where& where, std::string_view expected, py::handle value) {
  throw py::type_error(fmt::format("{} must be {}, not {}", where.text(), expected, Py_TYPE(value.ptr())->tp_name));
}

void bad_value(const Where& where, std::string_view what) {
  throw Error(ErrorCode::invalid_argument, fmt::format("{} {}", where.text(), what));
}

namespace {

[[noreturn]] void refuse_text(py::handle value, const Where& where) {
  if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) == 0) throw py::error_already_set();
  PyErr_Clear();
  const Py_ssize_t length = PyUnicode_GET_LENGTH(value.ptr());
  for (Py_ssize_t i = 0; i < length; ++i) {
    const Py_UCS4 c = PyUnicode_READ_CHAR(value.ptr(), i);
    if (c >= 0xD800 && c <= 0xDFFF)
      bad_value(where, fmt::format("holds the lone surrogate U+{:04X} at position {}, which is no character", c, i));
  }
  bad_value(where, "cannot be written as UTF-8");
}

}  // namespace

std::string_view utf8(py::handle value, const Where& where) {
  if (!PyUnicode_Check(value.ptr())) wrong_type(where, "str", value);
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
  if (data == nullptr) refuse_text(value, where);
  return {data, static_cast<std::size_t>(size)};
}

py::str to_str(std::string_view text) {
  PyObject* made = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(made);
}

bool is_path(py::handle value) { return PyUnicode_Check(value.ptr()) || py::hasattr(value, "__fspath__"); }

std::filesystem::path to_path(py::handle value, const Where& where) {
  if (!is_path(value)) wrong_type(where, "str or os.PathLike", value);
  PyObject* bytes = nullptr;
  if (PyUnicode_FSConverter(value.ptr(), static_cast<void*>(&bytes)) == 0) {
    if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) == 0 && PyErr_ExceptionMatches(PyExc_ValueError) == 0)
      throw py::error_already_set();
    PyErr_Clear();
    bad_value(where, fmt::format("is {}, which is no path", py::repr(value).cast<std::string>()));
  }
  const auto owned = py::reinterpret_steal<py::bytes>(bytes);
  return std::string(PyBytes_AS_STRING(bytes), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes)));
}

}  // namespace forestall::python
