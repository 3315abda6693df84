// SPDX-License-Identifier: Apache-2.0
#include "forestall/index.h"

#include <set>

#include "batch.h"
#include "bind.h"
#include "callbacks.h"
#include "handles.h"
#include "record.h"

namespace forestall::python {
namespace {

std::set<PyIndex*> g_open;  // under the interpreter's lock

/// Before the interpreter ends: threads that log could not take its lock afterwards.
void drop_all() {
  while (!g_open.empty()) (*g_open.begin())->drop();
}

}  // namespace

PyIndex::PyIndex(Index index, std::string directory)
    : handle_(std::make_shared<Index>(std::move(index)), "index"), directory_(std::move(directory)) {
  g_open.insert(this);
}
PyIndex::~PyIndex() { drop(); }

void PyIndex::drop() {
  g_open.erase(this);
  auto held = handle_.take();
  if (held) unlocked([&] { held.reset(); });
}

std::shared_ptr<Index> index_of(py::handle value, const Where& where) {
  if (!py::isinstance<PyIndex>(value)) wrong_type(where, "Index", value);
  return value.cast<PyIndex&>().get();
}

namespace {

Schema schema_of(py::handle value, const char* function) {
  return value.is_none() ? Schema{} : Convert<Schema>::from(value, {function, "schema"});
}

template <typename Make>
std::unique_ptr<PyIndex> opened(py::handle directory, const char* function, Make make) {
  const std::filesystem::path path = to_path(directory, {function, "directory"});
  require_no_parent();
  Index index = unlocked([&] { return make(path); });
  return std::make_unique<PyIndex>(std::move(index), path.string());
}

std::unique_ptr<PyIndex> open(py::handle directory, py::handle options, const py::kwargs& keywords) {
  const auto how = gather<IndexOptions>(options, keywords);
  return opened(directory, "open", [&](const auto& path) { return Index::open(path, how); });
}

std::unique_ptr<PyIndex> create(py::handle directory, py::handle schema, py::handle options,
                                const py::kwargs& keywords) {
  const auto how = gather<IndexOptions>(options, keywords);
  const Schema fields = schema_of(schema, "create");
  return opened(directory, "create", [&](const auto& path) { return Index::create(path, fields, how); });
}

std::unique_ptr<PyIndex> open_or_create(py::handle directory, py::handle schema, py::handle options,
                                        const py::kwargs& keywords) {
  const auto how = gather<IndexOptions>(options, keywords);
  const Schema fields = schema_of(schema, "open_or_create");
  return opened(directory, "open_or_create",
                [&](const auto& path) { return Index::open_or_create(path, fields, how); });
}

std::size_t write(const PyIndex& self, PyBatch& batch) {
  const auto index = self.get();
  struct Writing {
    int& count;
    explicit Writing(int& c) : count(c) { ++count; }
    ~Writing() { --count; }
  } const writing(batch.writing);
  return unlocked([&] { return index->write(batch.batch); });
}

std::size_t put(const PyIndex& self, py::handle document) {
  const auto index = self.get();
  const auto record = Convert<Document>::from(document, {"put", "document"});
  return unlocked([&] { return index->put(record); });
}

void vote(const PyIndex& self, py::handle id, py::handle vote, const py::kwargs& keywords) {
  const auto index = self.get();
  const std::string_view name = utf8(id, {"vote", "id"});
  const auto cast = gather<Vote>(vote, keywords);
  unlocked([&] { index->vote(name, cast); });
}

bool learn(const PyIndex& self, py::handle lesson) {
  const auto index = self.get();
  const auto record = Convert<Lesson>::from(lesson, {"learn", "lesson"});
  return unlocked([&] { return index->learn(record); });
}

void visit(const PyIndex& self, py::handle each, py::handle each_vote, py::handle each_lesson) {
  const auto index = self.get();
  const auto optional = [](py::handle function, const char* name) {
    return function.is_none() ? Callback() : Callback(function, {"visit", name});
  };
  const Callback documents(each, {"visit", "each"});
  const Callback votes = optional(each_vote, "each_vote"), lessons = optional(each_lesson, "each_lesson");
  const auto pass = [](const Callback& call, const auto& record) {
    const py::gil_scoped_acquire lock;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    call(std::make_shared<std::decay_t<decltype(record)>>(record));
  };
  std::function<void(std::string_view, const Vote&)> pass_vote;
  if (votes)
    pass_vote = [&](std::string_view id, const Vote& vote) {
      const py::gil_scoped_acquire lock;
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      votes(to_str(id), std::make_shared<Vote>(vote));
    };
  std::function<void(const Lesson&)> pass_lesson;
  if (lessons) pass_lesson = [&](const Lesson& lesson) { pass(lessons, lesson); };
  unlocked([&] { index->visit([&](const Document& document) { pass(documents, document); }, pass_vote, pass_lesson); });
}

void close(PyIndex& self) {
  if (self.closed || self.inherited()) return;
  const auto index = self.get();
  self.closed = true;
  unlocked([&] { index->close(); });
}

template <typename T>
auto call_unlocked(T (Index::*method)() const) {
  return [method](const PyIndex& self) {
    const auto index = self.get();
    return unlocked([&] { return std::make_shared<T>((*index.*method)()); });
  };
}
auto call_unlocked(void (Index::*method)()) {
  return [method](const PyIndex& self) {
    const auto index = self.get();
    unlocked([&] { (*index.*method)(); });
  };
}

void bind_writes(py::class_<PyIndex>& type) {
  type.def("write", write, py::arg("batch"),
           "All of the batch or nothing. When it returns, the batch survives a killed process and the next searcher "
           "sees it. "
           "Returns how many documents and lessons it wrote; one equal to what is stored is not written again.")
      .def("put", put, py::arg("document"), "A batch of one.")
      .def(
          "remove",
          [](const PyIndex& self, py::handle id) {
            const auto index = self.get();
            const std::string_view name = utf8(id, {"remove", "id"});
            unlocked([&] { index->remove(name); });
          },
          py::arg("id"), "An unknown id is not an error.")
      .def("vote", vote, py::arg("id"), py::arg("vote") = py::none(),
           "A Vote, or its fields as keywords: vote(\"kb-1\", voter=\"ann\", helpful=False). Raises NotFoundError for "
           "an "
           "unknown id.")
      .def("learn", learn, py::arg("lesson"),
           "A solved ticket, in the very next suggestion. Returns whether anything changed.")
      .def(
          "unlearn",
          [](const PyIndex& self, py::handle ticket) {
            const auto index = self.get();
            const std::string_view name = utf8(ticket, {"unlearn", "ticket"});
            unlocked([&] { index->unlearn(name); });
          },
          py::arg("ticket"), "As if it had never been learnt; an unknown ticket is not an error.")
      .def(
          "set_calibration",
          [](const PyIndex& self, py::handle calibration) {
            const auto index = self.get();
            const auto record = Convert<Calibration>::from(calibration, {"set_calibration", "calibration"});
            unlocked([&] { index->set_calibration(record); });
          },
          py::arg("calibration"), "Saves how confidences are reckoned; in the next searcher.");
}

void bind_upkeep(py::class_<PyIndex>& type) {
  type.def("calibration", call_unlocked(&Index::calibration))
      .def("stats", call_unlocked(&Index::stats))
      .def("check", call_unlocked(&Index::check), "Reads everything back. Takes seconds per gigabyte.")
      .def("flush", call_unlocked(&Index::flush), "Writes what is in memory to a segment file now.")
      .def(
          "wait",
          [](const PyIndex& self) {
            const auto index = self.get();
            unlocked([&] { index->wait(); });
          },
          "Waits until no flush or merge is left to do.")
      .def("compact", call_unlocked(&Index::compact), "Merges into one segment without deleted documents.")
      .def("rebuild", call_unlocked(&Index::rebuild), "Makes the segments anew from the stored documents.")
      .def(
          "backup",
          [](const PyIndex& self, py::handle directory) {
            const auto index = self.get();
            const auto path = to_path(directory, {"backup", "directory"});
            unlocked([&] { index->backup(path); });
          },
          py::arg("directory"), "A consistent copy into a directory that does not exist yet.")
      .def("visit", visit, py::arg("each"), py::arg("each_vote") = py::none(), py::arg("each_lesson") = py::none(),
           "Calls `each` with every document in order of id, `each_vote` with id and Vote, `each_lesson` with every "
           "lesson. "
           "What they raise ends the visit.")
      .def("schema", [](const PyIndex& self) { return std::make_shared<Schema>(self.get()->schema()); })
      .def("close", close,
           "Flushes, stops the background work and lets go of the lock, once the last searcher is gone. Closing again, "
           "or in "
           "a forked child, does nothing.");
}

}  // namespace

void bind_index(py::module_& module) {
  py::class_<PyIndex> type(
      module, "Index",
      "An index in a directory: documents, votes and what finds them. Safe for several threads; one "
      "process writes at a time. A call that raises has stored nothing.");
  type.def_static("create", create, py::arg("directory"), py::arg("schema") = py::none(),
                  py::arg("options") = py::none(),
                  "Makes an empty index. Raises AlreadyExistsError if the directory holds anything.")
      .def_static("open", open, py::arg("directory"), py::arg("options") = py::none(),
                  "Opens an index. Keywords are the fields of IndexOptions. Raises NotFoundError, LockedError, "
                  "IncompatibleFormatError or CorruptError; the directory is then left as it was.")
      .def_static("open_or_create", open_or_create, py::arg("directory"), py::arg("schema") = py::none(),
                  py::arg("options") = py::none(), "Opens the index, or makes one with `schema` if there is none.")
      .def(
          "searcher",
          [](const PyIndex& self) {
            return std::make_unique<PySearcher>(std::make_shared<Searcher>(self.get()->searcher()), "searcher");
          },
          "What is visible now, frozen.")
      .def("__enter__", [](const py::object& self) { return self; })
      .def("__exit__", [](PyIndex& self, const py::args&) { close(self); })
      .def("__repr__", [](const PyIndex& self) {
        return py::str("<forestall.Index {!r}{}>").format(to_str(self.directory()), self.closed ? ", closed" : "");
      });
  bind_writes(type);
  bind_upkeep(type);
  py::module_::import("atexit").attr("register")(py::cpp_function(drop_all));
}

}  // namespace forestall::python
