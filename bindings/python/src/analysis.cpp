// SPDX-License-Identifier: Apache-2.0
#include "bind.h"
#include "forestall/analyzer.h"
#include "forestall/clean.h"
#include "record.h"

namespace forestall::python {

namespace {

void bind_clean(py::module_& module) {
  Record<LeftOut>(module, "LeftOut", "A part of a draft that was left out.")
      .field("rule", &LeftOut::rule)
      .field("in_subject", &LeftOut::in_subject)
      .field("line", &LeftOut::line, "Of the body, from 1; 0: the subject.")
      .field("begin", &LeftOut::begin, "Code points of the subject or body: text[begin:end].")
      .field("end", &LeftOut::end)
      .field("text", &LeftOut::text);
  Record<CleanedDraft>(module, "CleanedDraft", "What is left of a draft, and what is not.")
      .field("subject", &CleanedDraft::subject)
      .field("body", &CleanedDraft::body, "Plain text.")
      .field("evidence", &CleanedDraft::evidence, "What tells pasted lines apart, each word once.")
      .field("left_out", &CleanedDraft::left_out);
  module.def(
      "clean_draft",
      [](py::handle draft) {
        const Draft given = Convert<Draft>::from(draft, {"clean_draft", "draft"});
        const py::gil_scoped_release unlocked;
        return std::make_shared<CleanedDraft>(forestall::clean_draft(given));
      },
      py::arg("draft"), "The draft as suggestions and lessons read it.");
}

}  // namespace

void bind_analysis(py::module_& module) {
  bind_clean(module);
  Record<AnalyzedTerm>(module, "AnalyzedTerm", "One term of an analysed text.")
      .field("term", &AnalyzedTerm::term, "As indexed: folded, stemmed.")
      .field("position", &AnalyzedTerm::position, "Equal positions are alternatives.")
      .field("begin", &AnalyzedTerm::begin, "Code points of the text: text[begin:end].")
      .field("end", &AnalyzedTerm::end)
      .field("function_word", &AnalyzedTerm::function_word, "Counts less in a long query or draft.")
      .field("spelling", &AnalyzedTerm::spelling, "How others write the word, or several words as one.");
  Record<LanguageGuess>(module, "LanguageGuess", "The language of a text; code \"\" if uncertain.")
      .field("code", &LanguageGuess::code)
      .field("confidence", &LanguageGuess::confidence, "0 to 1.");
  module.def(
      "analyze",
      [](py::handle text, py::handle lang, py::handle schema) {
        const std::string_view given = utf8(text, {"analyze", "text"});
        const std::string_view language = utf8(lang, {"analyze", "lang"});
        const Schema how = schema.is_none() ? Schema{} : Convert<Schema>::from(schema, {"analyze", "schema"});
        const auto terms = [&] {
          const py::gil_scoped_release unlocked;
          return std::make_shared<std::vector<AnalyzedTerm>>(forestall::analyze(given, language, how));
        }();
        return Convert<std::vector<AnalyzedTerm>>::to(*terms, terms);
      },
      py::arg("text"), py::arg("lang") = "", py::arg("schema") = py::none(),
      "The terms of a plain text, as an index with this schema would hold them. lang \"\": none is assumed.");
  module.def(
      "detect_language",
      [](py::handle text) {
        const std::string_view given = utf8(text, {"detect_language", "text"});
        const py::gil_scoped_release unlocked;
        return std::make_shared<LanguageGuess>(forestall::detect_language(given));
      },
      py::arg("text"), "The language of a text, with a confidence.");
  module.def(
      "plain_text",
      [](py::handle body, py::handle format) {
        const std::string_view given = utf8(body, {"plain_text", "body"});
        const BodyFormat how = Convert<BodyFormat>::from(format, {"plain_text", "format"});
        const std::string plain = [&] {
          const py::gil_scoped_release unlocked;
          return forestall::plain_text(given, how);
        }();
        return to_str(plain);
      },
      py::arg("body"), py::arg("format"), "A body without its markup.");
}

}  // namespace forestall::python
