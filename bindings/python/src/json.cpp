// SPDX-License-Identifier: Apache-2.0
// One line of JSON at a time, from and to records.
#include "bind.h"
#include "forestall/calibration.h"
#include "forestall/evaluation.h"
#include "forestall/jsonl.h"
#include "record.h"

namespace forestall::python {
namespace {

template <typename T>
auto parser(const char* name, T (*parse)(std::string_view)) {
  return [name, parse](py::handle line) { return std::make_shared<T>(parse(utf8(line, {name, "line"}))); };
}

/// Tries the records that have a JSON form, one after the other.
template <typename T, typename... Rest>
py::str json_of(py::handle value) {
  if (RecordType<T>::is(value)) return to_str(to_json(*value.cast<T*>()));
  if constexpr (sizeof...(Rest) > 0)
    return json_of<Rest...>(value);
  else
    wrong_type({"to_json", "value"}, "a record that has a JSON form", value);
}

void bind_query_line(py::module_& module) {
  Record<QueryLine>(module, "QueryLine", "One line of a file of queries: a text, or a draft.")
      .field("id", &QueryLine::id, "\"\" if the line has none.")
      .field("text", &QueryLine::text, "Of a query; \"\" for a draft.")
      .field("lang", &QueryLine::lang, "\"\": to be detected; the draft's too.")
      .field("draft", &QueryLine::draft)
      .field("is_draft", &QueryLine::is_draft)
      .type()
      .def(
          "as_text", [](const QueryLine& self) { return to_str(self.as_text()); },
          "A draft's subject and body in two lines.")
      .def(
          "as_draft", [](const QueryLine& self) { return std::make_shared<Draft>(self.as_draft()); },
          "A query as a subject.");
}

}  // namespace

void bind_json(py::module_& module) {
  bind_query_line(module);
  Record<JsonOptions>(module, "JsonOptions", "How strictly a line is read.")
      .field("ignore_unknown", &JsonOptions::ignore_unknown, "Pass over keys that a document does not have.");
  module.def(
      "parse_document",
      [](py::handle line, py::handle options, const py::kwargs& keywords) {
        const auto how = gather<JsonOptions>(options, keywords);
        return std::make_shared<Document>(parse_document(utf8(line, {"parse_document", "line"}), how));
      },
      py::arg("line"), py::arg("options") = py::none(), "The document that one line of JSON describes.");
  module.def("parse_query_line", parser("parse_query_line", &parse_query_line), py::arg("line"),
             "A query, or a draft if it has a subject or body. Other keys are passed over.");
  module.def("parse_draft", parser("parse_draft", &parse_draft), py::arg("line"),
             "subject, body, lang, product, category, at, format.");
  module.def("parse_lesson", parser("parse_lesson", &parse_lesson), py::arg("line"),
             "ticket, subject, body, solution (an id or a list), at, lang, product, category, audience.");
  module.def(
      "parse_time",
      [](py::handle text) {
        return from_time(parse_time(utf8(text, {"parse_time", "text"})));
      },
      py::arg("text"), "A time of RFC 3339, or a date: its midnight UTC.");
  module.def(
      "to_json",
      [](py::handle value) {
        return json_of<Suggestions, SearchResult, CleanedDraft, Document, Lesson, Stats, CheckReport, Calibration,
                       Reliability, Evaluation, Comparison>(value);
      },
      py::arg("value"), "One line of JSON. Keys may be added in later versions, never renamed.");
}

}  // namespace forestall::python
