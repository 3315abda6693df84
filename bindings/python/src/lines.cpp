// SPDX-License-Identifier: Apache-2.0
// Whole files of JSON lines, into an index and out of it.
#include "bind.h"
#include "callbacks.h"
#include "forestall/jsonl.h"
#include "handles.h"
#include "record.h"
#include "streams.h"

namespace forestall::python {

using Refused = std::function<void(std::uint64_t, const std::string&)>;
using Progress = std::function<void(const ImportReport&)>;

struct CallRefused {
  Callback call;
  void operator()(std::uint64_t line, const std::string& reason) const {
    const py::gil_scoped_acquire lock;
    call(line, to_str(reason));
  }
};
struct CallProgress {
  Callback call;
  void operator()(const ImportReport& report) const {
    check_signals();
    const py::gil_scoped_acquire lock;
    if (call) call(std::make_shared<ImportReport>(report));
  }
};

template <>
struct Convert<Refused> {
  static Refused from(py::handle value, const Where& where) { return CallRefused{Callback(value, where)}; }
  static py::object to(const Refused& value, const Owner&) {
    const auto* call = value.target<CallRefused>();
    return call == nullptr ? py::none() : call->call.function();
  }
};
template <>
struct Convert<Progress> {
  static Progress from(py::handle value, const Where& where) { return CallProgress{Callback(value, where)}; }
  static py::object to(const Progress& value, const Owner&) {
    const auto* call = value.target<CallProgress>();
    return call == nullptr ? py::none() : call->call.function();
  }
};

namespace {

void bind_reports(py::module_& module) {
  Record<ImportReport>(module, "ImportReport", "What an import did, or has done so far.")
      .field("written", &ImportReport::written, "Documents new or changed.")
      .field("unchanged", &ImportReport::unchanged, "Equal to what was stored.")
      .field("superseded", &ImportReport::superseded, "Followed in the same batch by another with the same id.")
      .field("votes", &ImportReport::votes)
      .field("lessons", &ImportReport::lessons, "Lines; `written` and `unchanged` count them too.")
      .field("refused", &ImportReport::refused, "Lines.")
      .field("line", &ImportReport::line, "Lines read; everything up to here is durable.")
      .field("bytes", &ImportReport::bytes, "Of these lines.");
  Record<ImportOptions>(module, "ImportOptions", "How lines are imported.")
      .field("ignore_unknown", &ImportOptions::ignore_unknown, "Pass over keys that a document does not have.")
      .field("batch_documents", &ImportOptions::batch_documents, "Lines that are written together, at least 1.")
      .field("batch_bytes", &ImportOptions::batch_bytes, "A batch is written once its lines have as many bytes.")
      .field("threads", &ImportOptions::threads,
             "That analyse batches: 1 none beside the caller's, 0 as many as there are processors, up to 4.")
      .field("line_limit", &ImportOptions::line_limit, "Bytes; a longer line is refused.")
      .field("refused", &ImportOptions::refused, "Called with the line's number, from 1, and the reason.")
      .field("progress", &ImportOptions::progress, "Called with an ImportReport after each durable batch.");
}

using Import = ImportReport (*)(Index&, std::istream&, const ImportOptions&);
auto importer(const char* name, Import import) {
  return [name, import](py::handle index, py::handle source, py::handle options, const py::kwargs& keywords) {
    const auto into = index_of(index, {name, "index"});
    auto how = gather<ImportOptions>(options, keywords);
    if (!how.progress) how.progress = CallProgress{};  // Ctrl-C gets through all the same
    Source lines(source, {name, "source"});
    return unlocked([&] { return std::make_shared<ImportReport>(import(*into, lines.stream(), how)); });
  };
}

}  // namespace

void bind_lines(py::module_& module) {
  bind_reports(module);
  module.def(
      "import_jsonl", importer("import_jsonl", &import_jsonl), py::arg("index"), py::arg("source"),
      py::arg("options") = py::none(),
      "Writes the documents of a path, a file or an iterable of lines into the index, in batches. A line that cannot "
      "be taken is refused alone. Keywords are the fields of ImportOptions. What a callback raises ends the import; "
      "batches reported before stay.");
  module.def("learn_jsonl", importer("learn_jsonl", &learn_jsonl), py::arg("index"), py::arg("source"),
             py::arg("options") = py::none(), "Learns every line, as import_jsonl writes documents.");
  module.def(
      "export_jsonl",
      [](py::handle index, py::handle target) {
        const auto from = index_of(index, {"export_jsonl", "index"});
        Sink sink(target, {"export_jsonl", "target"});
        return unlocked([&] {
          const std::uint64_t lines = export_jsonl(*from, sink.stream());
          sink.finish();
          return lines;
        });
      },
      py::arg("index"), py::arg("target"),
      "Documents, votes and lessons as lines, to a path or a file (text or binary). Importing them into an empty index "
      "gives "
      "the same index. Returns the number of lines.");
}

}  // namespace forestall::python
