// SPDX-License-Identifier: Apache-2.0
#include "forestall/evaluation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>
#include <unordered_set>

#include "engine/json_write.h"

namespace forestall {
namespace {

using engine::Json;

constexpr std::array<std::string_view, kMeasures> kNames = {"ndcg_10",    "mrr_10",    "map_100",
                                                            "recall_100", "success_1", "success_5"};
constexpr std::array<std::string_view, kMeasures> kTitles = {"nDCG@10",    "MRR@10", "MAP@100",
                                                             "Recall@100", "S@1",    "S@5"};

double discount(std::size_t rank) { return 1.0 / std::log2(static_cast<double>(rank) + 1.0); }

double ideal_gain(const std::map<std::string, double>& grades) {
  std::vector<double> gains;
  for (const auto& [id, grade] : grades)
    if (grade > 0) gains.push_back(grade);
  std::sort(gains.begin(), gains.end(), std::greater<>());
  double sum = 0;
  for (std::size_t i = 0; i < gains.size() && i < 10; ++i) sum += gains[i] * discount(i + 1);
  return sum;
}

void add(MeanMeasures& mean, const Measures& measures) {
  ++mean.queries;
  for (std::size_t i = 0; i < kMeasures; ++i) mean.mean[i] += measures[i];
}

void divide(MeanMeasures& mean) {
  if (mean.queries == 0) return;
  for (double& value : mean.mean) value /= static_cast<double>(mean.queries);
}

Json measures_json(const Measures& measures) {
  Json out = Json::object();
  for (std::size_t i = 0; i < kMeasures; ++i) out[std::string(kNames[i])] = measures[i];
  return out;
}

Json mean_json(const MeanMeasures& mean) {
  Json out = {{"queries", mean.queries}};
  out.update(measures_json(mean.mean));
  return out;
}

}  // namespace

std::string_view to_string(Measure measure) noexcept { return kNames[static_cast<std::size_t>(measure)]; }
std::string_view title_of(Measure measure) noexcept { return kTitles[static_cast<std::size_t>(measure)]; }

Measures measure(const std::map<std::string, double>& grades, const std::vector<Ranked>& answers) {
  Measures out{};
  const auto relevant = std::count_if(grades.begin(), grades.end(), [](const auto& item) { return item.second > 0; });
  if (relevant == 0) return out;
  const auto set = [&](Measure name, double value) { out[static_cast<std::size_t>(name)] = value; };
  double gain = 0, precision_sum = 0;
  std::size_t rank = 0, found = 0, first = 0;
  std::unordered_set<std::string_view> seen;
  for (const Ranked& answer : answers) {
    if (!seen.insert(answer.id).second) continue;
    if (++rank > 100) break;
    const auto grade = grades.find(answer.id);
    if (grade == grades.end() || grade->second <= 0) continue;
    ++found;
    if (first == 0) first = rank;
    if (rank <= 10) gain += grade->second * discount(rank);
    precision_sum += static_cast<double>(found) / static_cast<double>(rank);
  }
  set(Measure::ndcg_10, gain / ideal_gain(grades));
  set(Measure::mrr_10, first >= 1 && first <= 10 ? 1.0 / static_cast<double>(first) : 0);
  set(Measure::map_100, precision_sum / static_cast<double>(relevant));
  set(Measure::recall_100, static_cast<double>(found) / static_cast<double>(relevant));
  set(Measure::success_1, first == 1 ? 1 : 0);
  set(Measure::success_5, first >= 1 && first <= 5 ? 1 : 0);
  return out;
}

Evaluation evaluate(const Judgements& judgements, const Run& run, const std::map<std::string, std::string>& langs) {
  Evaluation out;
  for (const auto& [query, grades] : judgements) {
    if (std::none_of(grades.begin(), grades.end(), [](const auto& item) { return item.second > 0; })) continue;
    EvaluatedQuery one{query, {}, {}};
    if (const auto lang = langs.find(query); lang != langs.end()) one.lang = lang->second;
    if (const auto answers = run.find(query); answers != run.end()) one.measures = measure(grades, answers->second);
    add(out.overall, one.measures);
    add(out.by_language[one.lang], one.measures);
    out.queries.push_back(std::move(one));
  }
  divide(out.overall);
  for (auto& [lang, mean] : out.by_language) divide(mean);
  return out;
}

std::string to_json(const Evaluation& evaluation) {
  Json out = mean_json(evaluation.overall);
  Json& languages = out["languages"] = Json::object();
  for (const auto& [lang, mean] : evaluation.by_language) languages[lang] = mean_json(mean);
  return engine::dump(out);
}

std::string to_json(const Comparison& comparison) {
  return engine::dump(Json{{"queries", comparison.queries},
                           {"difference", measures_json(comparison.difference)},
                           {"p", measures_json(comparison.p)}});
}

}  // namespace forestall
