// SPDX-License-Identifier: Apache-2.0
#include "bind.h"
#include "enums.h"
#include "forestall/query.h"
#include "record.h"

namespace forestall::python {
namespace {

void bind_schema(py::module_& module) {
  Record<FieldWeight>(module, "FieldWeight", "One text field's part in BM25F.")
      .field("weight", &FieldWeight::weight, "0 to 100.")
      .field("b", &FieldWeight::b, "How far length is normalised, 0 to 1.");
  Record<Schema>(module, "Schema", "What must agree between indexing and searching; saved with the index.")
      .field("title", &Schema::title)
      .field("body", &Schema::body)
      .field("tags", &Schema::tags)
      .field("k1_topic", &Schema::k1_topic, "Saturation when a draft asks: topics, replies, FAQ.")
      .field("k1_article", &Schema::k1_article, "The same for articles.")
      .field("k1_search", &Schema::k1_search, "The same for text queries, whatever the kind.")
      .field("statistics_audience", &Schema::statistics_audience,
             "Only what this principal may see counts in statistics.")
      .field("lesson_min_tickets", &Schema::lesson_min_tickets, "So many lessons must hold a term before it counts.")
      .field("lessons_for_all", &Schema::lessons_for_all, "Lessons of every audience count for every reader.")
      .field("compound_words", &Schema::compound_words, "Words of which compounds are split, by language.")
      .field("names", &Schema::names, "Names that are recognised whole, in every language.")
      .field("layout", &Schema::layout, "What segment files are made for; answers are the same.");
}

void bind_query(py::module_& module) {
  Record<Query> record(module, "Query", "What was asked, before analysis: a small tree.");
  bind_enum<Query::Type>(record.type(), "Type", "Query.Type", static_cast<std::size_t>(Query::Type::boolean) + 1,
                         "nothing and everything match what they say; words any of the terms, prefix the same and "
                         "whatever begins as the last word does, phrase all in order; boolean "
                         "every `required`, no `excluded`, one of `optional` if nothing is required.");
  record.field("type", &Query::type)
      .field("text", &Query::text)
      .field("field", &Query::field, "\"title\", \"body\", \"tags\"; \"\": all.")
      .field("required", &Query::required)
      .field("optional", &Query::optional)
      .field("excluded", &Query::excluded);
  const auto leaf = [](const char* name, Query (*make)(std::string, std::string)) {
    return [name, make](py::handle text, py::handle field) {
      return std::make_shared<Query>(
          make(Convert<std::string>::from(text, {name, "text"}), Convert<std::string>::from(field, {name, "field"})));
    };
  };
  record.type()
      .def_static("words", leaf("Query.words", &Query::words), py::arg("text"), py::arg("field") = "",
                  "Matches documents that hold any of the words.")
      .def_static("prefix", leaf("Query.prefix", &Query::prefix), py::arg("text"), py::arg("field") = "",
                  "The same, and the last word stands for every word that begins so.")
      .def_static("phrase", leaf("Query.phrase", &Query::phrase), py::arg("text"), py::arg("field") = "",
                  "Matches documents that hold the words next to each other.")
      .def_static(
          "everything", [] { return std::make_shared<Query>(Query::everything()); }, "Matches every document.");
  Record<LenientQuery>(module, "LenientQuery", "A query that always parses, and what was odd about it.")
      .field("query", &LenientQuery::query)
      .field("warnings", &LenientQuery::warnings, "One sentence each, quoting the text.");
}

Schema schema_of(py::handle value, const char* function) {
  return value.is_none() ? Schema{} : Convert<Schema>::from(value, {function, "schema"});
}

}  // namespace

void bind_queries(py::module_& module) {
  bind_schema(module);
  bind_query(module);
  module.def(
      "parse_query",
      [](py::handle text, py::handle schema) {
        return std::make_shared<Query>(
            parse_query(utf8(text, {"parse_query", "text"}), schema_of(schema, "parse_query")));
      },
      py::arg("text"), py::arg("schema") = py::none(),
      "Words, beginnings of words (pass*), \"phrases\", +required, -excluded, AND, OR, NOT, title:, body:, tags:, "
      "parentheses. Raises "
      "QuerySyntaxError "
      "with the position in code points.");
  module.def(
      "parse_leniently",
      [](py::handle text, py::handle schema) {
        return std::make_shared<LenientQuery>(
            parse_leniently(utf8(text, {"parse_leniently", "text"}), schema_of(schema, "parse_leniently")));
      },
      py::arg("text"), py::arg("schema") = py::none(), "The same for what people paste: never fails.");
  module.def(
      "parse_as_you_type",
      [](py::handle text, py::handle schema) {
        return std::make_shared<LenientQuery>(
            parse_as_you_type(utf8(text, {"parse_as_you_type", "text"}), schema_of(schema, "parse_as_you_type")));
      },
      py::arg("text"), py::arg("schema") = py::none(),
      "The same for a text that is still being typed: if it ends in a word, that is the beginning of one.");
}

}  // namespace forestall::python
