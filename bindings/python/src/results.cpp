// SPDX-License-Identifier: Apache-2.0
#include "forestall/results.h"

#include "bind.h"
#include "record.h"

namespace forestall::python {
namespace {

void bind_texts(py::module_& module) {
  Record<Range>(module, "Range", "A stretch of text in code points, as Python counts: text[start:start + length].")
      .field("start", &Range::start)
      .field("length", &Range::length);
  Record<Highlighted>(module, "Highlighted", "Plain text (never HTML) with the stretches that match.")
      .field("text", &Highlighted::text)
      .field("highlights", &Highlighted::highlights);
  Record<LanguageChoice>(module, "LanguageChoice", "Which language was searched, and why.")
      .field("code", &LanguageChoice::code)
      .field("source", &LanguageChoice::source, "\"given\", \"detected\" or \"any\".")
      .field("confidence", &LanguageChoice::confidence)
      .field("only", &LanguageChoice::only);
}

void bind_explanation(py::module_& module) {
  Record<TermScore>(module, "TermScore", "What one term of the query adds to a score, after priors.")
      .field("term", &TermScore::term, "As indexed (a stem).")
      .field("word", &TermScore::word, "As it stands in the query.")
      .field("score", &TermScore::score);
  Record<Explanation>(
      module, "Explanation",
      "Why a document has its score: `terms` add up to text * prior + closeness, with `learnt` to `score`.")
      .field("score", &Explanation::score)
      .field("text", &Explanation::text, "Before priors.")
      .field("prior", &Explanation::prior)
      .field("closeness", &Explanation::closeness, "What words that share letters with the query's add, after priors.")
      .field("learnt", &Explanation::learnt, "What solved tickets change; 0 in a search.")
      .field("votes", &Explanation::votes, "Base and voters' votes together.")
      .field("terms", &Explanation::terms, "Best first.")
      .field("words", &Explanation::words, "Of the query, at most five that a person would name.")
      .field("solved_similar", &Explanation::solved_similar, "Lessons near the draft that this document solved.");
  Record<Signals>(module, "Signals",
                  "What a solution's confidence is judged by; from 0 to 1 but for `evidence`, `shared` and `missing`.")
      .field("title_coverage", &Signals::title_coverage)
      .field("draft_coverage", &Signals::draft_coverage)
      .field("score_share", &Signals::score_share)
      .field("evidence", &Signals::evidence)
      .field("known", &Signals::known)
      .field("evenness", &Signals::evenness)
      .field("votes", &Signals::votes)
      .field("nearness", &Signals::nearness)
      .field("shared", &Signals::shared)
      .field("missing", &Signals::missing)
      .type()
      .def(
          "values",
          [](const Signals& self) { return Convert<std::array<double, kSignals>>::to(self.values(), nullptr); },
          "In the order of Calibration.weights.");
}

void bind_upkeep(py::module_& module) {
  Record<Stats>(module, "Stats", "How much an index holds.")
      .field("format", &Stats::format)
      .field("layout", &Stats::layout, "Of segment files.")
      .field("documents", &Stats::documents)
      .field("lessons", &Stats::lessons)
      .field("votes", &Stats::votes)
      .field("segments", &Stats::segments)
      .field("bytes", &Stats::bytes, "Of the whole directory.")
      .field("segment_bytes", &Stats::segment_bytes, "Of the segment files.")
      .field("memory_bytes", &Stats::memory_bytes, "Of data not flushed yet.")
      .field("unflushed", &Stats::unflushed, "Documents that only the journal and the memory hold.")
      .field("deleted", &Stats::deleted, "Documents removed but still in segment files.")
      .field("languages", &Stats::languages, "Documents by language.")
      .field("kinds", &Stats::kinds, "Documents by kind.")
      .field("background_error", &Stats::background_error, "Of the last flush or merge that failed; \"\": none.");
  Record<CheckReport>(module, "CheckReport", "What Index.check found.")
      .field("faults", &CheckReport::faults, "One sentence each, naming the file or document.")
      .field("files", &CheckReport::files)
      .field("documents", &CheckReport::documents)
      .field("bytes", &CheckReport::bytes)
      .type()
      .def("ok", &CheckReport::ok, "Whether there are no faults.");
}

}  // namespace

void bind_results(py::module_& module) {
  bind_texts(module);
  bind_explanation(module);
  bind_upkeep(module);
}

}  // namespace forestall::python
