// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "bind.h"
#include "enums.h"
#include "forestall/error.h"

namespace forestall::python {
namespace {

constexpr ErrorCode kCodes[] = {
    ErrorCode::invalid_argument,    ErrorCode::query_syntax, ErrorCode::not_found, ErrorCode::already_exists,
    ErrorCode::incompatible_format, ErrorCode::corrupt,      ErrorCode::locked,    ErrorCode::io,
    ErrorCode::unsupported};
PyObject* g_classes[std::size(kCodes)];  // never freed: the module is not unloaded

/// "invalid_argument" is InvalidArgumentError.
std::string class_name(ErrorCode code) {
  std::string name;
  bool upper = true;
  for (const char c : to_string(code)) {
    if (c != '_') name += upper ? static_cast<char>(c - 'a' + 'A') : c;
    upper = c == '_';
  }
  return name + "Error";
}

/// What a Python program would catch for the same fault elsewhere.
PyObject* builtin_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
    case ErrorCode::query_syntax:
      return PyExc_ValueError;
    case ErrorCode::not_found:
      return PyExc_LookupError;
    default:
      return nullptr;
  }
}

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const Error& error) {
    PyObject* type = g_classes[static_cast<std::size_t>(error.code())];
    PyErr_SetObject(type, to_str(error.what()).ptr());
  }
}

py::object make_class(const std::string& name, const py::tuple& bases, const char* doc) {
  PyObject* made = PyErr_NewExceptionWithDoc(("forestall." + name).c_str(), doc, bases.ptr(), nullptr);
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

}  // namespace

void bind_errors(py::module_& module) {
  bind_enum<ErrorCode>(module, "ErrorCode", "ErrorCode", std::size(kCodes), "What went wrong, for programs.");
  const py::object base = make_class("Error", py::make_tuple(py::handle(PyExc_Exception)),
                                     "What the library throws. `code` is for programs, the message for people.");
  base.attr("code") = py::none();
  module.attr("Error") = base;
  for (std::size_t i = 0; i < std::size(kCodes); ++i) {
    py::tuple bases = py::make_tuple(base);
    if (PyObject* builtin = builtin_for(kCodes[i])) bases = py::make_tuple(base, py::handle(builtin));
    const std::string name = class_name(kCodes[i]);
    py::object made = make_class(name, bases, "An Error with this one code.");
    made.attr("code") = EnumType<ErrorCode>::members[i];
    module.attr(name.c_str()) = made;
    g_classes[i] = made.release().ptr();
  }
  py::register_exception_translator(translate);
}

}  // namespace forestall::python
