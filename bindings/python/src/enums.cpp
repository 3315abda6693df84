// SPDX-License-Identifier: Apache-2.0
#include "enums.h"

#include "bind.h"
#include "forestall/clean.h"
#include "forestall/evaluation.h"
#include "forestall/options.h"
#include "forestall/results.h"
#include "forestall/schema.h"

namespace forestall::python {

void bind_enums(py::module_& module) {
  bind_enum<Kind>(module, "Kind", "Kind", kKinds, "What sort of thing a document is.");
  bind_enum<BodyFormat>(module, "BodyFormat", "BodyFormat", static_cast<std::size_t>(BodyFormat::html) + 1,
                        "How Document.body is written.");
  bind_enum<CleanRule>(module, "CleanRule", "CleanRule", static_cast<std::size_t>(CleanRule::paste) + 1,
                       "Why a part of a draft is left out.");
  bind_enum<Durability>(module, "Durability", "Durability", static_cast<std::size_t>(Durability::os) + 1,
                        "What a power cut may take: sync nothing, batched 100 ms, os what the system has not written.");
  bind_enum<Layout>(module, "Layout", "Layout", static_cast<std::size_t>(Layout::compact) + 1,
                    "fast answers in the least time, compact takes the least space.");
  bind_enum<Typos>(module, "Typos", "Typos", static_cast<std::size_t>(Typos::always) + 1,
                   "What is done about slips in a text query's words: nothing; words that no document holds are "
                   "searched corrected; hardly used ones as well.");
  bind_enum<Sort>(module, "Sort", "Sort", static_cast<std::size_t>(Sort::votes) + 1, "What comes first.");
  bind_enum<SuggestStatus>(module, "SuggestStatus", "SuggestStatus",
                           static_cast<std::size_t>(SuggestStatus::no_confident_match) + 1,
                           "ok, or why nothing is suggested.");
  bind_enum<Measure>(module, "Measure", "Measure", kMeasures,
                     "nDCG has linear gain; MAP is over all relevant documents.");
  module.def(
      "title_of",
      [](py::handle measure) {
        return to_str(title_of(Convert<Measure>::from(measure, {"title_of", "measure"})));
      },
      py::arg("measure"), "A measure's name for people: \"nDCG@10\".");
}

}  // namespace forestall::python
