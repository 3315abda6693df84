// SPDX-License-Identifier: Apache-2.0
#include "forestall/options.h"

#include "bind.h"
#include "callbacks.h"
#include "record.h"

namespace forestall::python {
namespace {

void bind_index_options(py::module_& module) {
  Record<IndexOptions>(module, "IndexOptions", "How an index is opened.")
      .field("read_only", &IndexOptions::read_only, "Locks, writes and removes nothing.")
      .field("durability", &IndexOptions::durability, "What a power cut may take; a killed process loses nothing.")
      .field("rebuild", &IndexOptions::rebuild, "Make the segments anew from the stored documents.")
      .field(
          "memory_budget", &IndexOptions::memory_budget,
          "Bytes of unflushed index data held in memory, at least 1 MiB. A flush or merge holds up to as much again.")
      .field("background", &IndexOptions::background,
             "False: segments are flushed and merged by the thread that writes.")
      .field("log", &IndexOptions::log,
             "Called with one line about a failed or retried background step, in any thread; must not call the index. "
             "What "
             "it raises goes to sys.unraisablehook.");
}

void bind_filter(py::module_& module) {
  Record<Filter>(module, "Filter",
                 "Which documents may answer. Empty lets everything pass; several values are alternatives.")
      .field("kinds", &Filter::kinds)
      .field("products", &Filter::products, "Documents without a product pass.")
      .field("categories", &Filter::categories)
      .field("tags", &Filter::tags, "Exact tags, all of them required.")
      .field("created_from", &Filter::created_from, "Inclusive.")
      .field("created_to", &Filter::created_to, "Exclusive.")
      .field("updated_from", &Filter::updated_from, "Inclusive.")
      .field("updated_to", &Filter::updated_to, "Exclusive.");
}

void bind_budget(py::module_& module) {
  py::class_<std::stop_token, std::shared_ptr<std::stop_token>>(module, "StopToken", "Whether somebody asked to stop.")
      .def(py::init<>())
      .def("stop_requested", &std::stop_token::stop_requested)
      .def("stop_possible", &std::stop_token::stop_possible)
      .def("__eq__", [](const std::stop_token& self, py::handle other) {
        return py::isinstance<std::stop_token>(other) && self == other.cast<std::stop_token&>();
      });
  py::class_<std::stop_source, std::shared_ptr<std::stop_source>>(
      module, "StopSource", "Stops the calls whose Budget holds it, from any thread.")
      .def(py::init<>())
      .def("request_stop", &std::stop_source::request_stop)
      .def("stop_requested", &std::stop_source::stop_requested)
      .def("get_token", &std::stop_source::get_token);
  Record<Budget>(module, "Budget", "The limits of one call. Where a Budget is wanted, a timedelta does as well.")
      .field("time", &Budget::time, "0: none. Spent: the best answers so far, `exact` False.")
      .field("cancel", &Budget::cancel, "A StopSource or StopToken; stopped: the same.");
  RecordType<Budget>::also = "timedelta";
  RecordType<Budget>::otherwise = [](py::handle value, const Where& where) -> std::optional<Budget> {
    return Budget{to_duration(value, where), {}};
  };
}

void bind_search_options(py::module_& module) {
  Record<SearchOptions>(module, "SearchOptions",
                        "How Searcher.search and explain answer; each field is a keyword of theirs.")
      .field("limit", &SearchOptions::limit, "At most 10,000.")
      .field("offset", &SearchOptions::offset, "limit + offset at most 100,000.")
      .field("filter", &SearchOptions::filter)
      .field("langs", &SearchOptions::langs,
             "Languages that are searched, best first. Empty: the query's own, detected; \"any\": every one.")
      .field("reader", &SearchOptions::reader)
      .field("sort", &SearchOptions::sort)
      .field("facets", &SearchOptions::facets, "Of \"kind\", \"product\", \"category\", \"tag\", \"lang\".")
      .field("facet_limit", &SearchOptions::facet_limit, "Values of each at most.")
      .field("count", &SearchOptions::count, "False: neither SearchResult.total nor facets are counted; faster.")
      .field("fold_families", &SearchOptions::fold_families, "Answer translations, and a topic with its replies, once.")
      .field("now", &SearchOptions::now, "For what depends on age; None: the start of the UTC day.")
      .field("as_you_type", &SearchOptions::as_you_type,
             "The text is still being typed: if it ends in a word, that stands for every word that begins so.")
      .field("typos", &SearchOptions::typos, "For a text; SearchResult.corrected says what was done.")
      .field("closeness", &SearchOptions::closeness, "False: ranked by BM25F and priors alone; faster.")
      .field("snippets", &SearchOptions::snippets)
      .field("documents", &SearchOptions::documents, "False: only ids and scores; no stored document is read.")
      .field("explain", &SearchOptions::explain, "Fill Hit.explanation.")
      .field("snippet_length", &SearchOptions::snippet_length, "Code points, 20 to 10,000.")
      .field("budget", &SearchOptions::budget)
      .field("exhaustive", &SearchOptions::exhaustive, "Score every match without pruning: the same answers, slowly.");
}

void bind_suggest_options(py::module_& module) {
  Record<SuggestOptions>(module, "SuggestOptions",
                         "How Suggester.solutions_for answers; each field is a keyword of it.")
      .field("limit", &SuggestOptions::limit, "Answers, families and threads counted once; at most 10,000.")
      .field("langs", &SuggestOptions::langs, "As in SearchOptions; the draft's own language comes first.")
      .field("filter", &SuggestOptions::filter)
      .field("reader", &SuggestOptions::reader)
      .field("now", &SuggestOptions::now)
      .field("lessons", &SuggestOptions::lessons, "False: as if nothing had been learnt.")
      .field("closeness", &SuggestOptions::closeness, "False: ranked by BM25F and priors alone; faster.")
      .field("lesson_half_life", &SuggestOptions::lesson_half_life, "Days after which a lesson counts half; 0: never.")
      .field("min_precision", &SuggestOptions::min_precision,
             "Silence where fewer than this share of the calibration's drafts were answered rightly; 0: no such limit.")
      .field("min_confidence", &SuggestOptions::min_confidence, "Silence below it; 0 lifts every silence.")
      .field("snippets", &SuggestOptions::snippets)
      .field("documents", &SuggestOptions::documents, "False: only ids, scores and confidences.")
      .field("explain", &SuggestOptions::explain, "Fill Solution.explanation and Solution.signals.")
      .field("snippet_length", &SuggestOptions::snippet_length, "Code points, 20 to 10,000.")
      .field("budget", &SuggestOptions::budget)
      .field("exhaustive", &SuggestOptions::exhaustive);
}

}  // namespace

void bind_options(py::module_& module) {
  bind_index_options(module);
  bind_filter(module);
  bind_budget(module);
  bind_search_options(module);
  bind_suggest_options(module);
}

}  // namespace forestall::python
