// SPDX-License-Identifier: Apache-2.0
#include "bind.h"
#include "enums.h"
#include "forestall/results.h"
#include "record.h"

namespace forestall::python {
namespace {

/// The sequence of `list`: items are made when they are asked for, so that a walk over many holds one at a time; few
/// are quicker made together.
template <typename Class, typename T, typename Item>
void make_sequence(Class& type, std::vector<Item> T::*list) {
  type.def("__len__", [list](const T& self) { return (self.*list).size(); });
  type.def("__iter__", [list](const std::shared_ptr<T>& self) {
    constexpr std::size_t kFew = 64;
    const std::vector<Item>& items = (*self).*list;
    const bool few = items.size() <= kFew;
    const py::object walked = few ? Convert<std::vector<Item>>::to(items, self) : py::cast(self);
    return py::reinterpret_steal<py::object>(few ? PyObject_GetIter(walked.ptr()) : PySeqIter_New(walked.ptr()));
  });
  type.def("__getitem__", [list](const std::shared_ptr<T>& self, py::handle index) -> py::object {
    const std::vector<Item>& items = (*self).*list;
    if (PySlice_Check(index.ptr())) return Convert<std::vector<Item>>::to(items, self)[index];
    const Py_ssize_t size = static_cast<Py_ssize_t>(items.size());
    Py_ssize_t at = PyNumber_AsSsize_t(index.ptr(), PyExc_IndexError);
    if (at == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
    if (at < 0) at += size;
    if (at < 0 || at >= size) throw py::index_error(fmt::format("there are {} items", size));
    return Convert<Item>::to(items[static_cast<std::size_t>(at)], self);
  });
}

void bind_hit(py::module_& module) {
  Record<Hit>(module, "Hit", "One answer.")
      .field("id", &Hit::id)
      .field("score", &Hit::score)
      .field("kind", &Hit::kind)
      .field("lang", &Hit::lang)
      .field("title", &Hit::title)
      .field("title_highlights", &Hit::title_highlights)
      .field("url", &Hit::url)
      .field("product", &Hit::product)
      .field("created", &Hit::created)
      .field("updated", &Hit::updated)
      .field("solved", &Hit::solved)
      .field("views", &Hit::views)
      .field("votes", &Hit::votes)
      .field("snippet", &Hit::snippet)
      .field("explanation", &Hit::explanation, "With the option `explain`.");
  Record<Solution, Hit>(module, "Solution", "A hit offered for a draft.")
      .field("confidence", &Solution::confidence, "The probability that it helps, 0 to 1.")
      .field("signals", &Solution::signals, "With the option `explain`.");
}

void bind_facet(py::module_& module) {
  Record<Facet> record(module, "Facet", "How the documents that match spread over the values of one property.");
  bind_enum<Facet::By>(record.type(), "By", "Facet.By", static_cast<std::size_t>(Facet::By::lang) + 1,
                       "The property that is counted.");
  Record<Facet::Value>(record.type(), "Value", "One value and how many documents that match have it.")
      .field("value", &Facet::Value::value)
      .field("count", &Facet::Value::count);
  record.field("by", &Facet::by)
      .field("values", &Facet::values, "Most frequent first.")
      .field("total", &Facet::total, "Distinct values, those beyond the limit included.");
}

}  // namespace

void bind_answers(py::module_& module) {
  bind_hit(module);
  bind_facet(module);
  Record<Correction>(module, "Correction", "A query with words in place of others that hardly anybody writes.")
      .field("text", &Correction::text, "What was typed, with the words that may have been meant.")
      .field("searched", &Correction::searched, "The hits are its answers; False: it would find more.");
  Record<SearchResult> result(module, "SearchResult", "What a search found; a sequence of its hits.");
  result.field("exact", &SearchResult::exact, "False: not all that match were looked at.")
      .field("total", &SearchResult::total, "Documents that match and are visible to the reader.")
      .field("took_us", &SearchResult::took_us, "Microseconds, analysis included.")
      .field("lang", &SearchResult::lang)
      .field("warnings", &SearchResult::warnings, "Of the lenient parser.")
      .field("corrected", &SearchResult::corrected, "See SearchOptions.typos.")
      .field("hits", &SearchResult::hits, "Best first.")
      .field("facets", &SearchResult::facets);
  make_sequence(result.type(), &SearchResult::hits);
  Record<Suggestions> suggestions(module, "Suggestions", "What solves a draft; a sequence of solutions.");
  suggestions.field("status", &Suggestions::status, "\"ok\", or why there is silence.")
      .field("confidence", &Suggestions::confidence, "Probability that one of the items helps, 0 to 1.")
      .field("exact", &Suggestions::exact, "False: cut by a budget, the best found so far.")
      .field("took_us", &Suggestions::took_us, "Microseconds, analysis included.")
      .field("lang", &Suggestions::lang)
      .field("items", &Suggestions::items, "Best first; empty unless `status` is \"ok\".");
  make_sequence(suggestions.type(), &Suggestions::items);
}

}  // namespace forestall::python
