// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/command.h"
#include "cli/judged.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "forestall/calibration.h"

namespace forestall::cli {
namespace {

using Json = nlohmann::ordered_json;

struct CalibrateCommand {
  std::string db, drafts, judgements, signals;
  std::size_t limit = 3;
  ReaderOptions reader;
  bool dry_run = false, reset = false, json = false;
};

void define(CLI::App& command, CalibrateCommand& options) {
  add_database(command, options.db);
  auto* drafts = command.add_option("DRAFTS", options.drafts, "File of JSON lines: drafts, as eval takes them");
  command.add_option("QRELS", options.judgements, "Their judgements; a draft that nothing answers has none")
      ->needs(drafts);
  command.add_option("--limit", options.limit, "Solutions that are shown")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  options.reader.define(command);
  command.add_flag("--dry-run", options.dry_run, "Fit, but keep what the index has");
  command.add_flag("--reset", options.reset, "Back to the fit that an index begins with");
  command.add_option("--signals", options.signals, "File for what was fitted: signals and judgements as JSON lines");
  add_json(command, options.json);
  command.footer(
      "Fits how confident suggestions are to drafts whose right solutions are known, and saves it with the index.\n"
      "Every draft of DRAFTS counts: those that nothing here answers teach silence. Drafts must not be lessons of the\n"
      "index. Half of the drafts, chosen by their place, fit; the other half measures; then all of them fit.");
}

JudgedAnswers judged(const Suggestions& answer, const std::map<std::string, double>* grades) {
  JudgedAnswers out;
  for (const Solution& item : answer.items) {
    out.signals.push_back(item.signals.value_or(Signals{}));
    const auto grade = grades == nullptr ? 0.0 : (grades->contains(item.id) ? grades->at(item.id) : 0.0);
    out.right.push_back(grade > 0);
  }
  return out;
}

std::vector<JudgedAnswers> ask(const CalibrateCommand& command, const Index& index,
                               const std::vector<QueryLine>& drafts, const Judgements& judgements) {
  const Suggester suggester(index.searcher());
  std::vector<JudgedAnswers> all;
  for (const QueryLine& draft : drafts) {
    SuggestOptions options;
    options.limit = command.limit;
    if (!draft.lang.empty()) options.langs = {draft.lang};
    options.reader = command.reader.reader();
    options.min_confidence = 0;
    options.snippets = options.documents = false;
    options.explain = true;
    const auto found = judgements.find(draft.id);
    all.push_back(judged(suggester.solutions_for(draft.as_draft(), options),
                         found == judgements.end() ? nullptr : &found->second));
  }
  return all;
}

void write_signals(const std::string& path, const std::vector<QueryLine>& drafts,
                   const std::vector<JudgedAnswers>& answers) {
  std::ofstream out(path);
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Json items = Json::array();
    for (std::size_t k = 0; k < answers[i].signals.size(); ++k)
      items.push_back({{"signals", answers[i].signals[k].values()}, {"right", bool{answers[i].right[k]}}});
    out << Json{{"id", drafts[i].id}, {"shown", items}}.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
  if (!out) throw Error(ErrorCode::io, fmt::format("\"{}\" cannot be written", path));
}

/// Fitted to one half, measured on the other; nothing if a half is too small to fit.
std::optional<Reliability> held_out(const std::vector<JudgedAnswers>& all) {
  constexpr std::size_t kFewest = 40;
  if (all.size() < kFewest) return std::nullopt;
  std::vector<JudgedAnswers> fit;
  for (std::size_t i = 0; i < all.size(); i += 2) fit.push_back(all[i]);
  const Calibration calibration = calibrate(fit);
  std::vector<std::pair<double, bool>> answers;
  for (std::size_t i = 1; i < all.size(); i += 2)
    answers.emplace_back(confidence_of(calibration, all[i].signals),
                         std::find(all[i].right.begin(), all[i].right.end(), true) != all[i].right.end());
  return reliability(std::move(answers));
}

void print(const Calibration& calibration, const std::optional<Reliability>& measured,
           const CalibrateCommand& command) {
  if (command.json) {
    std::cout << "{\"calibration\":" << to_json(calibration)
              << ",\"held_out\":" << (measured ? to_json(*measured) : "null") << "}\n";
    return;
  }
  if (measured) {
    std::cout << fmt::format(
                     "on the half that was held out: calibration error {:.3f}, area under the ROC curve {:.3f}\n",
                     measured->ece, measured->auc)
              << bold(fmt::format("{:>12}{:>12}{:>12}", "confidence", "right", "answered")) << '\n';
    for (const Calibration::Point& point : measured->curve)
      std::cout << fmt::format("{:>12.3f}{:>12.3f}{:>12.2f}\n", point.confidence, point.precision, point.coverage);
  } else {
    std::cout << "Too few drafts to hold a half of them out: how good the fit is was not measured.\n";
  }
  std::cout << (command.dry_run ? "Nothing was saved.\n" : "Saved with the index.\n");
}

int run(const CalibrateCommand& command) {
  if (command.reset) {
    Index index = open_to_write(command.db);
    index.set_calibration(default_calibration());
    index.close();
    if (!command.json) std::cout << "Confidence is reckoned as in a new index.\n";
    return kDone;
  }
  if (command.drafts.empty() || command.judgements.empty()) throw UsageError("DRAFTS and QRELS are required");
  const auto drafts = read_queries(command.drafts);
  const Judgements judgements = read_judgements_file(command.judgements);
  Index index = command.dry_run ? open_to_read(command.db) : open_to_write(command.db);
  const auto answers = ask(command, index, drafts, judgements);
  if (!command.signals.empty()) write_signals(command.signals, drafts, answers);
  const Calibration calibration = calibrate(answers);
  const std::optional<Reliability> measured = held_out(answers);
  if (!command.dry_run) index.set_calibration(calibration);
  index.close();
  print(calibration, measured, command);
  return kDone;
}

}  // namespace

void add_calibrate(CLI::App& app, Action& action) {
  add_command<CalibrateCommand>(app, action, "calibrate", "Fit confidences to judged drafts", define, run);
}

}  // namespace forestall::cli
