// SPDX-License-Identifier: Apache-2.0
#include "forestall/calibration.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/fail.h"

namespace forestall {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, kSignals> kNames = {"title_coverage", "draft_coverage", "score_share", "evidence",
                                                      "known",          "evenness",       "votes",       "nearness",
                                                      "shared",         "missing"};

constexpr std::size_t kFirstSignals = 8;  // that every calibration has

double number(const Json& json, const char* key) {
  const double value = json.at(key).get<double>();
  if (!std::isfinite(value)) fail(ErrorCode::invalid_argument, "a calibration's {} is not finite", key);
  return value;
}

}  // namespace

Calibration default_calibration() {
  Calibration calibration;
  calibration.weights = {1.9, 0, 0, 3.2, 0, 0, 10, 0, 0, -2};
  calibration.intercept = -2.3;
  calibration.any_slope = 0.8;
  calibration.any_intercept = -1;
  return calibration;
}

std::string to_json(const Calibration& calibration) {
  Json weights = Json::object();
  for (std::size_t i = 0; i < kSignals; ++i) weights[kNames[i]] = calibration.weights[i];
  Json curve = Json::array();
  for (const Calibration::Point& point : calibration.curve)
    curve.push_back({{"confidence", point.confidence}, {"precision", point.precision}, {"coverage", point.coverage}});
  return Json{{"weights", weights},
              {"intercept", calibration.intercept},
              {"any_intercept", calibration.any_intercept},
              {"any_slope", calibration.any_slope},
              {"curve", curve}}
      .dump();
}

Calibration parse_calibration(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    Calibration calibration;
    // One that was fitted before a signal was known does not weigh it.
    const Json& weights = json.at("weights");
    for (std::size_t i = 0; i < kSignals; ++i)
      calibration.weights[i] = i < kFirstSignals || weights.contains(kNames[i]) ? number(weights, kNames[i]) : 0;
    calibration.intercept = number(json, "intercept");
    calibration.any_intercept = number(json, "any_intercept");
    calibration.any_slope = number(json, "any_slope");
    for (const Json& point : json.at("curve"))
      calibration.curve.push_back({number(point, "confidence"), number(point, "precision"), number(point, "coverage")});
    return calibration;
  } catch (const nlohmann::json::exception& error) {
    fail(ErrorCode::invalid_argument, "the calibration does not parse: {}", error.what());
  }
}

}  // namespace forestall
