// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "convert.h"

namespace forestall::python {

/// Makes a Python enum of the first `count` values, whose members are str too, named by `to_string`.
template <typename E>
void bind_enum(py::handle scope, const char* name, const char* qualified, std::size_t count, const char* doc) {
  py::list names;
  for (std::size_t i = 0; i < count; ++i) {
    const py::str text = to_str(to_string(static_cast<E>(i)));
    names.append(py::make_tuple(text, text));
  }
  const py::object made =
      py::module_::import("enum").attr("Enum")(name, names, py::arg("type") = py::type::of(py::str()),
                                               py::arg("module") = "forestall", py::arg("qualname") = qualified);
  const py::object str_class = py::type::of(py::str());
  made.attr("__str__") = str_class.attr("__str__");
  made.attr("__format__") = str_class.attr("__format__");
  made.attr("__doc__") = doc;
  EnumType<E>::name = name;
  for (const py::handle text : names) EnumType<E>::members.push_back(py::object(made[text[py::int_(0)]]));
  scope.attr(name) = made;
}

}  // namespace forestall::python
