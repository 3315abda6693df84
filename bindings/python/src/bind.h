// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pybind11/pybind11.h>

/// What each file adds to the module, in the order in which it has to be done: a class before what it is used by.
namespace forestall::python {

void bind_errors(pybind11::module_& module);
void bind_enums(pybind11::module_& module);
void bind_documents(pybind11::module_& module);
void bind_queries(pybind11::module_& module);
void bind_options(pybind11::module_& module);
void bind_results(pybind11::module_& module);
void bind_answers(pybind11::module_& module);
void bind_analysis(pybind11::module_& module);
void bind_evaluation(pybind11::module_& module);
void bind_calibration(pybind11::module_& module);
void bind_batch(pybind11::module_& module);
void bind_searcher(pybind11::module_& module);
void bind_index(pybind11::module_& module);
void bind_json(pybind11::module_& module);
void bind_lines(pybind11::module_& module);
void bind_command_line(pybind11::module_& module);

}  // namespace forestall::python
