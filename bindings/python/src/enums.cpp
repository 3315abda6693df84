// SPDX-License-Identifier: Apache-2.0
#include "enums.h"

#include "bind.h"
#include "forestall/evaluation.h"
#include "forestall/options.h"
#include "forestall/results.h"

namespace forestall::python {

void bind_enums(py::module_& module) {
  bind_enum<Kind>(module, "Kind", "Kind", kKinds);
  bind_enum<BodyFormat>(module, "BodyFormat", "BodyFormat", static_cast<std::size_t>(BodyFormat::html) + 1);
  bind_enum<Durability>(module, "Durability", "Durability", static_cast<std::size_t>(Durability::os) + 1);
  bind_enum<Sort>(module, "Sort", "Sort", static_cast<std::size_t>(Sort::votes) + 1);
  bind_enum<SuggestStatus>(module, "SuggestStatus", "SuggestStatus",
                           static_cast<std::size_t>(SuggestStatus::no_confident_match) + 1);
  bind_enum<Measure>(module, "Measure", "Measure", kMeasures);
  module.def(
      "title_of",
      [](py::handle measure) {
        return to_str(title_of(Convert<Measure>::from(measure, {"title_of", "measure"})));
      },
      py::arg("measure"), "A measure's name for people: \"nDCG@10\".");
}

}  // namespace forestall::python
