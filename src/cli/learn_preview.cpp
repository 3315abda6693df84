// SPDX-License-Identifier: Apache-2.0
#include "cli/learn_preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/judged.h"
#include "cli/queries.h"
#include "cli/terminal.h"

namespace forestall::cli {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kListed = 20;

std::map<std::string, std::int64_t> lessons_by_document(const Index& index) {
  std::map<std::string, std::int64_t> counts;
  index.visit([](const Document&) {}, {},
              [&](const Lesson& lesson) {
                for (const std::string& id : lesson.solutions) ++counts[id];
              });
  return counts;
}

/// A document's places in the suggestions of the judged drafts, counted among the first ten.
struct Move {
  std::string id;
  std::int64_t lessons = 0, up = 0, down = 0;
};

struct Worse {
  std::string id;
  double before = 0, after = 0;
};

using Answers = std::vector<std::vector<Ranked>>;

std::size_t place_of(const std::vector<Ranked>& answers, const std::string& id) {
  constexpr std::size_t kShown = 10;
  const auto found = std::find_if(answers.begin(), answers.end(), [&](const Ranked& hit) { return hit.id == id; });
  return std::min(kShown, static_cast<std::size_t>(found - answers.begin()));
}

void count_moves(const Answers& before, const Answers& after, std::map<std::string, Move>& moves) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    std::vector<std::string> seen;
    for (const auto* list : {&before[i], &after[i]})
      for (const Ranked& hit : *list)
        if (std::find(seen.begin(), seen.end(), hit.id) == seen.end()) seen.push_back(hit.id);
    for (const std::string& id : seen) {
      const std::size_t was = place_of(before[i], id), is = place_of(after[i], id);
      if (is < was) ++moves[id].up;
      if (is > was) ++moves[id].down;
    }
  }
}

std::vector<Worse> worse_drafts(const JudgedDrafts& judged, const Answers& before, const Answers& after) {
  std::vector<Worse> worse;
  for (std::size_t i = 0; i < judged.queries.size(); ++i) {
    const auto& grades = judged.judgements.at(judged.queries[i].id);
    const double was = measure(grades, before[i]).at(Measure::ndcg_10),
                 is = measure(grades, after[i]).at(Measure::ndcg_10);
    if (is < was) worse.push_back({judged.queries[i].id, was, is});
  }
  std::stable_sort(worse.begin(), worse.end(),
                   [](const Worse& a, const Worse& b) { return a.before - a.after > b.before - b.after; });
  return worse;
}

std::vector<Move> sorted(std::map<std::string, Move> moves) {
  std::vector<Move> list;
  for (auto& [id, move] : moves) {
    move.id = id;
    if (move.lessons != 0 || move.up != 0 || move.down != 0) list.push_back(move);
  }
  std::stable_sort(list.begin(), list.end(), [](const Move& a, const Move& b) {
    return std::abs(a.lessons) + a.up + a.down > std::abs(b.lessons) + b.up + b.down;
  });
  return list;
}

void print_text(const std::vector<Move>& moves, const std::vector<Worse>& worse, bool asked, double mean_before,
                double mean_after) {
  std::cout << bold(fmt::format("{} documents would change", grouped(moves.size()))) << '\n';
  for (std::size_t i = 0; i < std::min(kListed, moves.size()); ++i) {
    std::cout << fmt::format("  {:<40} {:+} lessons", printable(moves[i].id), moves[i].lessons);
    if (asked) std::cout << fmt::format(", up in {} drafts, down in {}", moves[i].up, moves[i].down);
    std::cout << '\n';
  }
  if (moves.size() > kListed) std::cout << fmt::format("  … and {} more\n", moves.size() - kListed);
  if (!asked) return;
  std::cout << bold(fmt::format("{} judged drafts would get worse; nDCG@10 {:.4f} → {:.4f}", grouped(worse.size()),
                                mean_before, mean_after))
            << '\n';
  for (std::size_t i = 0; i < std::min(kListed, worse.size()); ++i)
    std::cout << fmt::format("  {:<40} {:.3f} → {:.3f}\n", printable(worse[i].id), worse[i].before, worse[i].after);
  if (worse.size() > kListed) std::cout << fmt::format("  … and {} more\n", worse.size() - kListed);
}

void print_json(const std::vector<Move>& moves, const std::vector<Worse>& worse, bool asked, double before,
                double after) {
  Json out;
  Json& documents = out["moved"] = Json::array();
  for (const Move& move : moves)
    documents.push_back({{"id", move.id}, {"lessons", move.lessons}, {"up", move.up}, {"down", move.down}});
  if (asked) {
    out["ndcg_10"] = {{"before", before}, {"after", after}};
    Json& drafts = out["worse"] = Json::array();
    for (const Worse& draft : worse)
      drafts.push_back({{"id", draft.id}, {"before", draft.before}, {"after", draft.after}});
  }
  std::cout << Json{{"dry_run", out}}.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace

void Preview::print(const std::string& drafts, const std::string& judgements, bool json) const {
  std::map<std::string, Move> moves;
  for (const auto& [id, count] : lessons_by_document(trial_.index())) moves[id].lessons += count;
  for (const auto& [id, count] : lessons_by_document(before_)) moves[id].lessons -= count;
  std::vector<Worse> worse;
  double mean_before = 0, mean_after = 0;
  if (!drafts.empty()) {
    const JudgedDrafts judged = read_judged(drafts, judgements);
    Asking asking;
    asking.mode = "suggest";
    asking.limit = 10;
    const auto before = ask_all(asking, Suggester(before_.searcher()), judged.queries);
    const auto after = ask_all(asking, Suggester(trial_.index().searcher()), judged.queries);
    count_moves(before, after, moves);
    worse = worse_drafts(judged, before, after);
    mean_before = judged.evaluate(before).overall.mean.at(Measure::ndcg_10);
    mean_after = judged.evaluate(after).overall.mean.at(Measure::ndcg_10);
  }
  const auto list = sorted(std::move(moves));
  if (json)
    print_json(list, worse, !drafts.empty(), mean_before, mean_after);
  else
    print_text(list, worse, !drafts.empty(), mean_before, mean_after);
}

}  // namespace forestall::cli
