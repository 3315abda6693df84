// SPDX-License-Identifier: Apache-2.0
#include "callbacks.h"

namespace forestall::python {
namespace {

bool interpreter_ends() {
#if PY_VERSION_HEX >= 0x030D0000
  return Py_IsInitialized() == 0 || Py_IsFinalizing() != 0;
#else
  return Py_IsInitialized() == 0 || _Py_IsFinalizing() != 0;
#endif
}

void drop(py::object* function) {
  if (interpreter_ends()) return;  // its memory goes with the process
  const py::gil_scoped_acquire lock;
  delete function;
}

}  // namespace

Callback::Callback(py::handle function, const Where& where) {
  if (PyCallable_Check(function.ptr()) == 0) wrong_type(where, "callable", function);
  function_ = std::shared_ptr<py::object>(new py::object(py::reinterpret_borrow<py::object>(function)), drop);
}

void check_signals() {
  const py::gil_scoped_acquire lock;
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

void Log::operator()(std::string_view line) const {
  if (interpreter_ends()) return;
  const py::gil_scoped_acquire lock;
  try {
    call(to_str(line));
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("the log of a forestall.Index");
  }
}

}  // namespace forestall::python
