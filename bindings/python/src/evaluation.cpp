// SPDX-License-Identifier: Apache-2.0
#include "forestall/evaluation.h"

#include "bind.h"
#include "handles.h"
#include "record.h"
#include "streams.h"

namespace forestall::python {
namespace {

void bind_measures(py::module_& module) {
  Record<Measures> record(module, "Measures", "The measures, each from 0 to 1, by the names of Measure.");
  static std::vector<std::string> names;  // the fields keep pointers to them
  names.reserve(kMeasures);
  for (std::size_t i = 0; i < kMeasures; ++i) {
    names.emplace_back(to_string(static_cast<Measure>(i)));
    const char* name = names.back().c_str();
    record.computed(
        name,
        [i, name](Measures& self, py::handle value) {
          self[i] = to_double(value, {"Measures", name});
        },
        [i](const std::shared_ptr<Measures>& self) { return py::float_((*self)[i]); });
  }
  record.type().def(
      "at",
      [](const Measures& self, py::handle which) {
        return self.at(Convert<Measure>::from(which, {"at", "measure"}));
      },
      py::arg("measure"));
}

void bind_records(py::module_& module) {
  Record<Ranked>(module, "Ranked", "One line of a run; a pair (id, score) does as well.")
      .field("id", &Ranked::id)
      .field("score", &Ranked::score);
  RecordType<Ranked>::also = "a pair (id, score)";
  RecordType<Ranked>::otherwise = [](py::handle value, const Where& where) -> std::optional<Ranked> {
    auto [id, score] = Convert<std::pair<std::string, double>>::from(value, where);
    return Ranked{std::move(id), score};
  };
  Record<EvaluatedQuery>(module, "EvaluatedQuery", "One query's measures.")
      .field("id", &EvaluatedQuery::id)
      .field("lang", &EvaluatedQuery::lang, "\"\": not known.")
      .field("measures", &EvaluatedQuery::measures);
  Record<MeanMeasures>(module, "MeanMeasures", "Means over queries.")
      .field("queries", &MeanMeasures::queries)
      .field("mean", &MeanMeasures::mean);
  Record<Evaluation>(module, "Evaluation", "How good the answers are.")
      .field("overall", &Evaluation::overall)
      .field("by_language", &Evaluation::by_language)
      .field("queries", &Evaluation::queries, "In order of id.");
  Record<Comparison>(module, "Comparison", "How one evaluation differs from another.")
      .field("queries", &Comparison::queries)
      .field("difference", &Comparison::difference, "Mean of first - second.")
      .field("p", &Comparison::p, "Chance of a difference as large if both were equally good (two-sided).");
}

template <typename T>
auto reader(const char* name, T (*read)(std::istream&)) {
  return [name, read](py::handle source) {
    Source lines(source, {name, "source"});
    return Convert<T>::to(unlocked([&] { return read(lines.stream()); }), nullptr);
  };
}

/// Records inside a container that a function returns need an owner; here each is one of its own.
py::object own_run(const Run& run) {
  py::dict out;
  for (const auto& [query, answers] : run) {
    const auto owner = std::make_shared<std::vector<Ranked>>(answers);
    out[to_str(query)] = Convert<std::vector<Ranked>>::to(*owner, owner);
  }
  return out;
}

void bind_files(py::module_& module) {
  module.def(
      "read_judgements", reader("read_judgements", &read_judgements), py::arg("source"),
      "Grades by query and document, of TREC qrels or `query document grade`; a path, a file or an iterable of lines.");
  module.def(
      "read_run",
      [](py::handle source) {
        Source lines(source, {"read_run", "source"});
        return own_run(unlocked([&] { return read_run(lines.stream()); }));
      },
      py::arg("source"), "A TREC run; best score first, equal scores by rank.");
  module.def(
      "write_run",
      [](py::handle target, py::handle query, py::handle answers, py::handle tag) {
        const auto ranked = Convert<std::vector<Ranked>>::from(answers, {"write_run", "answers"});
        Sink sink(target, {"write_run", "target"});
        const std::string_view name = utf8(query, {"write_run", "query"}), run = utf8(tag, {"write_run", "tag"});
        unlocked([&] {
          write_run(sink.stream(), name, ranked, run);
          sink.finish();
        });
      },
      py::arg("target"), py::arg("query"), py::arg("answers"), py::arg("tag"),
      "The answers to one query as lines of a TREC run, to a file (a path is written anew).");
}

}  // namespace

void bind_evaluation(py::module_& module) {
  bind_measures(module);
  bind_records(module);
  bind_files(module);
  module.def(
      "measure",
      [](py::handle grades, py::handle answers) {
        return std::make_shared<Measures>(
            measure(Convert<std::map<std::string, double>>::from(grades, {"measure", "grades"}),
                    Convert<std::vector<Ranked>>::from(answers, {"measure", "answers"})));
      },
      py::arg("grades"), py::arg("answers"), "One query's measures for its answers, best first.");
  module.def(
      "evaluate",
      [](py::handle judgements, py::handle run, py::handle langs) {
        const auto grades = Convert<Judgements>::from(judgements, {"evaluate", "judgements"});
        const auto answers = Convert<Run>::from(run, {"evaluate", "run"});
        std::map<std::string, std::string> languages;
        if (!langs.is_none())
          languages = Convert<std::map<std::string, std::string>>::from(langs, {"evaluate", "langs"});
        return unlocked([&] { return std::make_shared<Evaluation>(evaluate(grades, answers, languages)); });
      },
      py::arg("judgements"), py::arg("run"), py::arg("langs") = py::none(),
      "Means over every query with a relevant document; one without answers counts 0.");
  module.def(
      "compare",
      [](py::handle first, py::handle second, py::handle rounds) {
        const auto a = Convert<Evaluation>::from(first, {"compare", "first"});
        const auto b = Convert<Evaluation>::from(second, {"compare", "second"});
        if (rounds.is_none()) return unlocked([&] { return std::make_shared<Comparison>(compare(a, b)); });
        const auto times = Convert<std::uint32_t>::from(rounds, {"compare", "rounds"});
        return unlocked([&] { return std::make_shared<Comparison>(compare(a, b, times)); });
      },
      py::arg("first"), py::arg("second"), py::arg("rounds") = py::none(),
      "A paired randomisation test on the queries that both hold, always with the same seed.");
}

}  // namespace forestall::python
