// SPDX-License-Identifier: Apache-2.0
#include "bind.h"
#include "forestall/version.h"
#include "text.h"

PYBIND11_MODULE(_forestall, module) {
  using namespace forestall::python;
  module.doc() = "The C++ library behind the package forestall.";
  for (const auto bind : {bind_errors, bind_enums, bind_documents, bind_queries, bind_options, bind_results,
                          bind_answers, bind_analysis, bind_evaluation, bind_calibration, bind_batch, bind_searcher,
                          bind_index, bind_json, bind_lines, bind_command_line})
    bind(module);
  module.attr("__version__") = to_str(forestall::version());
  module.attr("FORMAT_VERSION") = forestall::kFormatVersion;
  module.attr("OLDEST_FORMAT") = forestall::kOldestFormat;
  module.def(
      "version", [] { return to_str(forestall::version()); }, "Of the library, such as \"0.1.0\".");
}
