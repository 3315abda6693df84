// SPDX-License-Identifier: Apache-2.0
#include "forestall/calibration.h"

#include <algorithm>
#include <cmath>

#include "base/fail.h"
#include "engine/json_write.h"
#include "ranking/logistic.h"
#include "suggest/confidence.h"

namespace forestall {
namespace {

constexpr std::size_t kFewestDrafts = 20;
constexpr double kRidge = 1;

/// Thresholds at which precision is stated: every twentieth of the drafts.
constexpr std::size_t kSteps = 20;

std::vector<Calibration::Point> curve_of(std::vector<std::pair<double, bool>> answers) {
  std::sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Calibration::Point> curve;
  std::size_t right = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    right += answers[i].second;
    const bool step = (i + 1) * kSteps / answers.size() != i * kSteps / answers.size();
    const bool tied = i + 1 < answers.size() && answers[i + 1].first == answers[i].first;
    if (!step || tied) continue;
    const auto shown = static_cast<double>(i + 1);
    curve.push_back(
        {answers[i].first, static_cast<double>(right) / shown, shown / static_cast<double>(answers.size())});
  }
  std::reverse(curve.begin(), curve.end());
  return curve;
}

double auc_of(std::vector<std::pair<double, bool>> answers) {
  std::sort(answers.begin(), answers.end());
  double ranks = 0, right = 0;
  for (std::size_t i = 0; i < answers.size();) {
    std::size_t end = i;
    while (end < answers.size() && answers[end].first == answers[i].first) ++end;
    const double rank = static_cast<double>(i + end + 1) / 2;  // mean rank of equal confidences
    for (; i < end; ++i)
      if (answers[i].second) {
        ranks += rank;
        ++right;
      }
  }
  const double wrong = static_cast<double>(answers.size()) - right;
  return right > 0 && wrong > 0 ? (ranks - right * (right + 1) / 2) / (right * wrong) : 0;
}

bool any_right(const JudgedAnswers& draft) {
  return std::find(draft.right.begin(), draft.right.end(), true) != draft.right.end();
}

}  // namespace

Calibration calibrate(const std::vector<JudgedAnswers>& drafts) {
  std::vector<std::vector<double>> rows;
  std::vector<bool> labels;
  for (const JudgedAnswers& draft : drafts)
    for (std::size_t i = 0; i < draft.signals.size(); ++i) {
      const auto values = draft.signals[i].values();
      rows.emplace_back(values.begin(), values.end());
      labels.push_back(draft.right.at(i));
    }
  const auto right = std::count(labels.begin(), labels.end(), true);
  if (drafts.size() < kFewestDrafts || right == 0 || right == static_cast<std::ptrdiff_t>(labels.size()))
    fail(ErrorCode::invalid_argument,
         "{} drafts with {} right and {} wrong solutions are too few to calibrate with: {} drafts with some of both",
         drafts.size(), right, static_cast<std::ptrdiff_t>(labels.size()) - right, kFewestDrafts);
  Calibration calibration;
  const std::vector<double> weights = ranking::fit_logistic(rows, labels, kRidge);
  std::copy(weights.begin(), weights.end() - 1, calibration.weights.begin());
  calibration.intercept = weights.back();

  const suggest::Confidence confidence{calibration};
  std::vector<std::vector<double>> shown;
  std::vector<bool> helped;
  for (const JudgedAnswers& draft : drafts) {
    if (draft.signals.empty()) continue;
    std::vector<double> each;
    for (const Signals& signals : draft.signals) each.push_back(confidence.of(signals));
    shown.push_back({ranking::logit(confidence.of_any(each))});  // any_slope is still 1
    helped.push_back(any_right(draft));
  }
  const std::vector<double> platt = ranking::fit_logistic(shown, helped, 1e-3);
  calibration.any_slope = platt[0];
  calibration.any_intercept = platt[1];

  std::vector<std::pair<double, bool>> answers;
  for (std::size_t i = 0; i < shown.size(); ++i)
    answers.emplace_back(ranking::sigmoid(platt[0] * shown[i][0] + platt[1]), helped[i]);
  calibration.curve = curve_of(std::move(answers));
  return calibration;
}

double confidence_of(const Calibration& calibration, const std::vector<Signals>& shown) {
  const suggest::Confidence confidence{calibration};
  std::vector<double> each;
  for (const Signals& signals : shown) each.push_back(confidence.of(signals));
  return confidence.of_any(each);
}

Reliability reliability(std::vector<std::pair<double, bool>> answers) {
  constexpr std::size_t kBins = 10;
  Reliability out;
  out.drafts = answers.size();
  out.bins.resize(kBins);
  for (const auto& [confidence, right] : answers) {
    const auto at = static_cast<std::size_t>(std::clamp(confidence, 0.0, 1.0) * kBins);
    Reliability::Bin& bin = out.bins[std::min(at, kBins - 1)];
    bin.confidence += confidence;
    bin.right += right;
    ++bin.drafts;
  }
  for (Reliability::Bin& bin : out.bins) {
    if (bin.drafts == 0) continue;
    bin.confidence /= static_cast<double>(bin.drafts);
    bin.right /= static_cast<double>(bin.drafts);
    out.ece += std::abs(bin.confidence - bin.right) * static_cast<double>(bin.drafts) / static_cast<double>(out.drafts);
  }
  out.auc = auc_of(answers);
  out.curve = curve_of(std::move(answers));
  return out;
}

std::string to_json(const Reliability& reliability) {
  engine::Json bins = engine::Json::array(), curve = engine::Json::array();
  for (const Reliability::Bin& bin : reliability.bins)
    bins.push_back({{"confidence", bin.confidence}, {"right", bin.right}, {"drafts", bin.drafts}});
  for (const Calibration::Point& point : reliability.curve)
    curve.push_back({{"confidence", point.confidence}, {"precision", point.precision}, {"coverage", point.coverage}});
  return engine::dump({{"drafts", reliability.drafts},
                       {"ece", reliability.ece},
                       {"auc", reliability.auc},
                       {"bins", bins},
                       {"curve", curve}});
}

}  // namespace forestall
