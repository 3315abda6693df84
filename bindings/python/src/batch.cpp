// SPDX-License-Identifier: Apache-2.0
#include "batch.h"

#include "bind.h"
#include "forestall/error.h"
#include "record.h"

namespace forestall::python {

Batch& PyBatch::changing() {
  if (writing > 0) throw Error(ErrorCode::unsupported, "a batch cannot change while another thread writes it");
  return batch;
}

namespace {

void bind_operations(py::handle scope) {
  Record<Batch::Put>(scope, "Put", "Adds or replaces a document.").field("document", &Batch::Put::document);
  Record<Batch::Remove>(scope, "Remove", "Removes a document.").field("id", &Batch::Remove::id);
  Record<Batch::Cast>(scope, "Cast", "One vote.").field("id", &Batch::Cast::id).field("vote", &Batch::Cast::vote);
  Record<Batch::Learn>(scope, "Learn", "Adds or replaces a lesson.").field("lesson", &Batch::Learn::lesson);
  Record<Batch::Unlearn>(scope, "Unlearn", "Forgets a lesson.").field("ticket", &Batch::Unlearn::ticket);
}

py::tuple operations(const PyBatch& self) {
  const auto copy = std::make_shared<std::vector<Batch::Operation>>(self.batch.operations());
  py::tuple out(copy->size());
  for (std::size_t i = 0; i < copy->size(); ++i)
    out[i] = std::visit(
        [&](const auto& operation) { return Convert<std::decay_t<decltype(operation)>>::to(operation, copy); },
        (*copy)[i]);
  return out;
}

}  // namespace

void bind_batch(py::module_& module) {
  py::class_<PyBatch> type(module, "Batch", "Writes that take effect together, all or none, in order.");
  bind_operations(type);
  type.def(py::init<>())
      .def(
          "put",
          [](PyBatch& self, py::handle document) {
            self.changing().put(Convert<Document>::from(document, {"put", "document"}));
          },
          py::arg("document"), "Adds the document, or replaces the one with its id.")
      .def(
          "remove",
          [](PyBatch& self, py::handle id) {
            self.changing().remove(Convert<std::string>::from(id, {"remove", "id"}));
          },
          py::arg("id"), "Removes the document with that id; an unknown id is not an error.")
      .def(
          "vote",
          [](PyBatch& self, py::handle id, py::handle vote, const py::kwargs& keywords) {
            Vote cast = gather<Vote>(vote, keywords);
            self.changing().vote(Convert<std::string>::from(id, {"vote", "id"}), std::move(cast));
          },
          py::arg("id"), py::arg("vote") = py::none(), "One vote on a document, which must exist by then.")
      .def(
          "learn",
          [](PyBatch& self, py::handle lesson) {
            self.changing().learn(Convert<Lesson>::from(lesson, {"learn", "lesson"}));
          },
          py::arg("lesson"), "Adds a lesson, or replaces the one of that ticket.")
      .def(
          "unlearn",
          [](PyBatch& self, py::handle ticket) {
            self.changing().unlearn(Convert<std::string>::from(ticket, {"unlearn", "ticket"}));
          },
          py::arg("ticket"), "Forgets the lesson of that ticket; an unknown ticket is not an error.")
      .def("clear", [](PyBatch& self) { self.changing().clear(); })
      .def("empty", [](const PyBatch& self) { return self.batch.empty(); })
      .def("size", [](const PyBatch& self) { return self.batch.size(); })
      .def("operations", operations, "Put, Remove, Cast, Learn and Unlearn, in order.")
      .def("__len__", [](const PyBatch& self) { return self.batch.size(); })
      .def("__repr__", [](const PyBatch& self) { return fmt::format("<forestall.Batch of {}>", self.batch.size()); });
}

}  // namespace forestall::python
