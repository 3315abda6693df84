// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/command.h"
#include "cli/eval_groups.h"
#include "cli/judged.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/trial.h"

namespace forestall::cli {
namespace {

using Json = nlohmann::ordered_json;

struct EvalCommand {
  std::string db, queries, judgements, versus, split, html;
  std::size_t last = 0;
  bool calibration = false, json = false;
  Asking asking;
};

void define(CLI::App& command, EvalCommand& options) {
  add_database(command, options.db);
  command
      .add_option("QUERIES", options.queries,
                  "File of JSON lines: {\"id\",\"text\",\"lang\"} or drafts {\"id\",\"subject\",\"body\",…}")
      ->required();
  command.add_option("QRELS", options.judgements, "Judgements: TREC qrels, or query, document and grade between tabs")
      ->required();
  options.asking.define(command);
  command.add_option("--vs", options.versus, "TREC run to compare with, as `forestall run` prints it");
  auto* split = command
                    .add_option("--split", options.split,
                                "time: learn from the older half of the drafts, in a copy, and ask the newer")
                    ->check(CLI::IsMember({"time"}));
  command.add_option("--last", options.last, "With --split: learn only so many of the newest of them")->needs(split);
  command.add_flag("--calibration", options.calibration, "How good the confidences are, with three solutions shown");
  command.add_option("--html", options.html, "File for a page with tables and plots");
  add_json(command, options.json);
  command.footer(
      "Means over every judged query of QUERIES; one without answers counts 0. Judged: at least one document has a "
      "grade above 0.\n"
      "--vs: mean difference, and p of a paired randomisation test with 10,000 rounds (a small p: hardly by chance).");
}

void print_row(const std::string& name, std::uint64_t queries, const Measures& mean) {
  std::string row = fmt::format("{:<10}{:>9}", name, grouped(queries));
  for (const double value : mean) row += fmt::format("{:>12.4f}", value);
  std::cout << row << '\n';
}

void print(const Evaluation& evaluation) {
  std::string head = fmt::format("{:<10}{:>9}", "", "queries");
  for (std::size_t i = 0; i < kMeasures; ++i) head += fmt::format("{:>12}", title_of(static_cast<Measure>(i)));
  std::cout << bold(head) << '\n';
  print_row("all", evaluation.overall.queries, evaluation.overall.mean);
  if (evaluation.by_language.size() < 2) return;
  for (const auto& [lang, mean] : evaluation.by_language)
    print_row(lang.empty() ? "?" : printable(lang), mean.queries, mean.mean);
}

void print(const Comparison& comparison) {
  print_row("difference", comparison.queries, comparison.difference);
  std::string row = fmt::format("{:<10}{:>9}", "p", "");
  for (const double value : comparison.p) row += fmt::format("{:>12.4f}", value);
  std::cout << row << '\n';
}

void print(const Groups& groups) {
  if (groups.groups.size() < 2) return;
  std::cout << bold("by " + groups.name + " of a right document") << '\n';
  for (const auto& [name, mean] : groups.groups) print_row(name, mean.queries, mean.mean);
}

void print(const Reliability& reliability) {
  std::cout << fmt::format("confidence: calibration error {:.3f}, area under the ROC curve {:.3f}\n", reliability.ece,
                           reliability.auc);
  auto printed = reliability.curve.end();  // one point may be what several precisions ask for
  for (const double wanted : {0.5, 0.7, 0.9}) {
    const auto point = std::find_if(reliability.curve.begin(), reliability.curve.end(),
                                    [&](const Calibration::Point& at) { return at.precision >= wanted; });
    if (point != reliability.curve.end() && point == printed) continue;
    printed = point;
    if (point != reliability.curve.end())
      std::cout << fmt::format("  {:.0f} % right when {:.0f} % of the drafts are answered, from confidence {:.3f} on\n",
                               point->precision * 100, point->coverage * 100, point->confidence);
    else
      std::cout << fmt::format("  {:.0f} % right is not reached\n", wanted * 100);
  }
}

std::string json_of(const Groups& groups) {
  Json out = Json::object();
  for (const auto& [name, mean] : groups.groups) {
    Json& group = out[name] = {{"queries", mean.queries}};
    for (std::size_t i = 0; i < kMeasures; ++i) group[std::string(to_string(static_cast<Measure>(i)))] = mean.mean[i];
  }
  return out.dump();
}

/// What is measured, beside the measures themselves.
struct Report {
  Evaluation evaluation;
  std::vector<Groups> groups;
  std::optional<Reliability> reliability;
  std::optional<Comparison> comparison;
  std::size_t learnt = 0;
};

void write(const EvalCommand& command, const Report& report) {
  if (!command.html.empty()) {
    std::ofstream out(command.html);
    out << eval_html(command.queries, report.evaluation, report.groups,
                     report.reliability ? &*report.reliability : nullptr);
    if (!out.flush()) throw Error(ErrorCode::io, fmt::format("\"{}\" cannot be written", command.html));
  }
  if (command.json) {
    std::string json = to_json(report.evaluation);
    json.pop_back();
    for (const Groups& groups : report.groups) json += fmt::format(",\"by_{}\":{}", groups.name, json_of(groups));
    if (!command.split.empty()) json += fmt::format(",\"learnt\":{}", report.learnt);
    if (report.reliability) json += ",\"calibration\":" + to_json(*report.reliability);
    if (report.comparison) json += ",\"vs\":" + to_json(*report.comparison);
    std::cout << json << "}\n";
    return;
  }
  if (!command.split.empty()) std::cout << fmt::format("{} lessons learnt in a copy\n", grouped(report.learnt));
  print(report.evaluation);
  for (const Groups& groups : report.groups) print(groups);
  if (report.reliability) print(*report.reliability);
  if (report.comparison) print(*report.comparison);
}

int run(const EvalCommand& command) {
  JudgedDrafts judged = read_judged(command.queries, command.judgements);
  Run other;
  if (!command.versus.empty()) other = read_run_file(command.versus);
  const Index original = open_to_read(command.db);
  std::optional<Trial> trial;
  Report report;
  if (!command.split.empty()) {
    std::vector<Lesson> lessons = take_older_half(judged);
    if (command.last > 0 && command.last < lessons.size())
      lessons.erase(lessons.begin(), lessons.end() - static_cast<std::ptrdiff_t>(command.last));
    trial.emplace(original);
    Batch batch;
    report.learnt = lessons.size();
    for (Lesson& lesson : lessons) batch.learn(std::move(lesson));
    trial->index().write(batch);
  }
  const Index& index = trial ? trial->index() : original;
  Asking asking = command.asking;
  if (trial && asking.mode == "auto") asking.mode = "suggest";
  const auto answers = ask_all(asking, Suggester(index.searcher()), judged.queries);
  report.evaluation = judged.evaluate(answers);
  report.groups.push_back(by_kind(report.evaluation, judged, index));
  if (index.stats().lessons > 0) report.groups.push_back(by_lessons(report.evaluation, judged, index));
  if (command.calibration) report.reliability = measure_confidence(asking, index, judged);
  if (!command.versus.empty())
    report.comparison = compare(report.evaluation, evaluate(judged.judgements, other, judged.langs()));
  write(command, report);
  return kDone;
}

}  // namespace

void add_eval(CLI::App& app, Action& action) {
  add_command<EvalCommand>(app, action, "eval", "Measure the answers against judgements", define, run);
}

}  // namespace forestall::cli
