// SPDX-License-Identifier: Apache-2.0
// `python -m forestall`: the forestall command, in this process.
#include "bind.h"
#include "cli/program.h"
#include "handles.h"

namespace forestall::python {

void bind_command_line(py::module_& module) {
  module.def(
      "_main",
      [](py::handle arguments) {
        auto words = std::vector<std::string>();
        for (const py::handle word : py::list(py::reinterpret_borrow<py::object>(arguments)))
          words.push_back(to_path(word, {"argv", ""}).string());
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        return unlocked([&] { return cli::program(static_cast<int>(words.size()), argv.data()); });
      },
      py::arg("argv"), "The forestall command; its exit status. Writes to the process's standard output.");
}

}  // namespace forestall::python
