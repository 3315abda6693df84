// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "forestall/analyzer.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

using Json = nlohmann::ordered_json;

struct LearntCommand {
  std::string db, id;
  bool json = false;
};

void define(CLI::App& command, LearntCommand& options) {
  add_database(command, options.db);
  command.add_option("ID", options.id, "A document")->required();
  add_json(command, options.json);
  command.footer(
      "The lessons that the document solved, those first that share the fewest words with the others: a wrong one is\n"
      "likely to be among them (take it out with unlearn). Exit status 1: there is none.");
}

struct Taught {
  Lesson lesson;
  std::set<std::string> terms;
  double agreement = 0;  // mean share of its words that another of the lessons holds
};

std::vector<Taught> lessons_of(const Index& index, const std::string& id) {
  std::vector<Taught> found;
  index.visit([](const Document&) {}, {},
              [&](const Lesson& lesson) {
                if (std::find(lesson.solutions.begin(), lesson.solutions.end(), id) == lesson.solutions.end()) return;
                Taught taught{lesson, {}, 0};
                for (const auto& term :
                     analyze(lesson.draft.subject + "\n" + lesson.draft.body, lesson.draft.lang, index.schema()))
                  if (!term.function_word) taught.terms.insert(term.term);
                found.push_back(std::move(taught));
              });
  return found;
}

void measure_agreement(std::vector<Taught>& lessons, const std::map<std::string, std::size_t>& holders) {
  for (Taught& taught : lessons) {
    if (taught.terms.empty() || lessons.size() < 2) continue;
    double sum = 0;
    for (const std::string& term : taught.terms)
      sum += static_cast<double>(holders.at(term) - 1) / static_cast<double>(lessons.size() - 1);
    taught.agreement = sum / static_cast<double>(taught.terms.size());
  }
  std::stable_sort(lessons.begin(), lessons.end(),
                   [](const Taught& a, const Taught& b) { return a.agreement < b.agreement; });
}

std::vector<std::pair<std::string, std::size_t>> frequent(const std::map<std::string, std::size_t>& holders) {
  constexpr std::size_t kShown = 15;
  std::vector<std::pair<std::string, std::size_t>> list(holders.begin(), holders.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (list.size() > kShown) list.resize(kShown);
  return list;
}

int run(const LearntCommand& command) {
  const Index index = open_to_read(command.db);
  std::vector<Taught> lessons = lessons_of(index, command.id);
  std::map<std::string, std::size_t> holders;
  for (const Taught& taught : lessons)
    for (const std::string& term : taught.terms) ++holders[term];
  measure_agreement(lessons, holders);
  if (command.json) {
    Json list = Json::array(), terms = Json::array();
    for (const Taught& taught : lessons) {
      Json item = Json::parse(to_json(taught.lesson));
      item["agreement"] = taught.agreement;
      list.push_back(std::move(item));
    }
    for (const auto& [term, count] : frequent(holders)) terms.push_back({{"term", term}, {"lessons", count}});
    const Json out = {{"id", command.id}, {"lessons", list}, {"terms", terms}};
    std::cout << out.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    return lessons.empty() ? kNothing : kDone;
  }
  std::cout << fmt::format("{}: {} {}\n", printable(command.id), grouped(lessons.size()),
                           lessons.size() == 1 ? "lesson" : "lessons");
  std::string words;
  for (const auto& [term, count] : frequent(holders))
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", printable(term), count);
  if (!words.empty()) std::cout << "  words: " << words << '\n';
  for (const Taught& taught : lessons) {
    const Draft& draft = taught.lesson.draft;
    std::cout << fmt::format("  {:<24} agrees {:>3.0f} %  {}  {}\n", printable(taught.lesson.ticket),
                             taught.agreement * 100, draft.at ? to_string(*draft.at).substr(0, 10) : "no date   ",
                             printable(draft.subject.empty() ? draft.body.substr(0, 80) : draft.subject));
  }
  return lessons.empty() ? kNothing : kDone;
}

}  // namespace

void add_inspect_learnt(CLI::App& inspect, Action& action) {
  add_command<LearntCommand>(inspect, action, "learnt", "Which lessons a document solved", define, run);
}

}  // namespace forestall::cli
