// SPDX-License-Identifier: Apache-2.0
#include "forestall/searcher.h"

#include "bind.h"
#include "handles.h"
#include "record.h"

namespace forestall::python {
namespace {

Reader reader_of(py::handle value, const char* function) {
  return value.is_none() ? Reader{} : Convert<Reader>::from(value, {function, "reader"});
}

template <typename T>
py::object optional_record(std::optional<T>&& found) {
  return found ? py::cast(std::make_shared<T>(std::move(*found))) : py::none();
}

std::shared_ptr<SearchResult> search(const PySearcher& self, py::handle query, py::handle options,
                                     const py::kwargs& keywords) {
  const auto searcher = self.get();
  const auto how = gather<SearchOptions>(options, keywords);
  if (PyUnicode_Check(query.ptr())) {
    const std::string_view text = utf8(query, {"search", "query"});
    return unlocked([&] { return std::make_shared<SearchResult>(searcher->search(text, how)); });
  }
  if (!RecordType<Query>::is(query)) wrong_type({"search", "query"}, "str or Query", query);
  const Query& tree = *query.cast<Query*>();
  return unlocked([&] { return std::make_shared<SearchResult>(searcher->search(tree, how)); });
}

py::object explain(const PySearcher& self, py::handle query, py::handle id, py::handle options,
                   const py::kwargs& keywords) {
  const auto searcher = self.get();
  const auto how = gather<SearchOptions>(options, keywords);
  const std::string_view document = utf8(id, {"explain", "id"});
  const bool text = PyUnicode_Check(query.ptr());
  if (!text && !RecordType<Query>::is(query)) wrong_type({"explain", "query"}, "str or Query", query);
  const Query tree =
      text ? parse_leniently(utf8(query, {"explain", "query"}), searcher->schema()).query : *query.cast<Query*>();
  return optional_record(unlocked([&] { return searcher->explain(tree, document, how); }));
}

py::object get(const PySearcher& self, py::handle id, py::handle reader) {
  const auto searcher = self.get();
  const std::string_view name = utf8(id, {"get", "id"});
  const Reader who = reader_of(reader, "get");
  return optional_record(unlocked([&] { return searcher->get(name, who); }));
}

py::object votes(const PySearcher& self, py::handle id, py::handle reader) {
  const auto searcher = self.get();
  const std::string_view name = utf8(id, {"votes", "id"});
  const Reader who = reader_of(reader, "votes");
  return optional_record(unlocked([&] { return searcher->votes(name, who); }));
}

py::object page(const PySearcher& self, py::handle after, py::handle count, py::handle reader) {
  const auto searcher = self.get();
  const std::string_view last = utf8(after, {"documents", "after"});
  const auto most = Convert<std::size_t>::from(count, {"documents", "count"});
  const Reader who = reader_of(reader, "documents");
  const auto found =
      unlocked([&] { return std::make_shared<std::vector<Document>>(searcher->documents(last, most, who)); });
  return Convert<std::vector<Document>>::to(*found, found);
}

void close(auto& self) {
  auto held = self.take();
  unlocked([&] { held.reset(); });
}

void bind_suggester(py::module_& module) {
  py::class_<PySuggester>(module, "Suggester", "What solves a ticket that is still being written; threads share it.")
      .def(py::init([](const PySearcher& searcher) {
             return std::make_unique<PySuggester>(std::make_shared<Suggester>(*searcher.get()), "suggester");
           }),
           py::arg("searcher"))
      .def(
          "solutions_for",
          [](const PySuggester& self, py::handle draft, py::handle options, const py::kwargs& keywords) {
            const auto suggester = self.get();
            const auto how = gather<SuggestOptions>(options, keywords);
            Draft copy;
            const Draft* asked = &copy;
            if (RecordType<Draft>::is(draft))
              asked = draft.cast<Draft*>();
            else
              copy = Convert<Draft>::from(draft, {"solutions_for", "draft"});
            return unlocked([&] { return std::make_shared<Suggestions>(suggester->solutions_for(*asked, how)); });
          },
          py::arg("draft"), py::arg("options") = py::none(),
          "The best solutions, or silence (`status`). Keywords are the fields of SuggestOptions.")
      .def("searcher",
           [](const PySuggester& self) {
             return std::make_unique<PySearcher>(std::make_shared<Searcher>(self.get()->searcher()), "searcher");
           })
      .def("close", close<PySuggester>, "Lets go of what it reads; later calls raise UnsupportedError.")
      .def("__enter__", [](const py::object& self) { return self; })
      .def("__exit__", [](PySuggester& self, const py::args&) { close(self); })
      .def("__repr__", [](const PySuggester& self) {
        return self.open() ? "<forestall.Suggester>" : "<forestall.Suggester, closed>";
      });
}

}  // namespace

void bind_searcher(py::module_& module) {
  py::class_<PySearcher>(
      module, "Searcher",
      "A frozen view of an index: documents and votes stay as they were when it was taken; threads share it.")
      .def("search", search, py::arg("query"), py::arg("options") = py::none(),
           "Documents that answer a text (read leniently) or a Query. Keywords are the fields of SearchOptions. Raises "
           "InvalidArgumentError for options out of range, CorruptError when bytes fail their checks.")
      .def("get", get, py::arg("id"), py::arg("reader") = py::none(), "The document, or None.")
      .def("votes", votes, py::arg("id"), py::arg("reader") = py::none(), "Base and voters' votes together, or None.")
      .def("explain", explain, py::arg("query"), py::arg("id"), py::arg("options") = py::none(),
           "Why the document has its score for this query; None if it does not match or is not visible.")
      .def("_page", page, py::arg("after"), py::arg("count"), py::arg("reader"))
      .def(
          "size", [](const PySearcher& self) { return self.get()->size(); }, "Documents visible to everything.")
      .def("schema", [](const PySearcher& self) { return std::make_shared<Schema>(self.get()->schema()); })
      .def("close", close<PySearcher>, "Lets go of what it reads; later calls raise UnsupportedError.")
      .def("__len__", [](const PySearcher& self) { return self.get()->size(); })
      .def("__enter__", [](const py::object& self) { return self; })
      .def("__exit__", [](PySearcher& self, const py::args&) { close(self); })
      .def("__repr__", [](const PySearcher& self) {
        return self.open() && !self.inherited() ? fmt::format("<forestall.Searcher, {} documents>", self.get()->size())
                                                : "<forestall.Searcher, closed>";
      });
  bind_suggester(module);
}

}  // namespace forestall::python
