// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/evaluation.h"
#include "forestall/export.h"
#include "forestall/results.h"

namespace forestall {

class Suggester;

/// How signals become probabilities: fitted to judged drafts, saved with an index.
///
/// A solution helps with probability σ(weights · signals + intercept). One of several helps with probability
/// σ(any_intercept + any_slope · logit(1 − Π(1 − p))) (Platt 1999): solutions of one draft fail together.
struct Calibration {
  std::array<double, kSignals> weights{};  ///< in the order of `Signals::values`
  double intercept = 0;
  double any_intercept = 0, any_slope = 1;
  /// How often one of the shown solutions was right when the confidence was at least so high; ascending.
  struct Point {
    double confidence = 0, precision = 0, coverage = 0;
    bool operator==(const Point&) const = default;
  };
  std::vector<Point> curve{};
  bool operator==(const Calibration&) const = default;
};

/// What an index has until it is calibrated: fitted to paraphrased questions, short messages and help-desk tickets
/// together, with and without lessons, a part of their answers taken away, and to drafts from elsewhere that nothing
/// answers. It orders drafts well enough to be silent; its probabilities are those of no installation in particular.
FORESTALL_EXPORT Calibration default_calibration();

/// A draft that was asked and judged: the signals of the solutions shown, and which of them were right.
struct JudgedAnswers {
  std::vector<Signals> signals{};
  std::vector<bool> right{};
  bool operator==(const JudgedAnswers&) const = default;
};
/// Fits a calibration; needs 20 answers and a right and a wrong solution. Throws `Error(invalid_argument)` if there are
/// fewer. `drafts` with nothing shown count for the coverage alone.
FORESTALL_EXPORT Calibration calibrate(const std::vector<JudgedAnswers>& drafts);

/// The probability that one of the solutions with these signals helps; 0 for none.
FORESTALL_EXPORT double confidence_of(const Calibration& calibration, const std::vector<Signals>& shown);

/// How good probabilities are: expected calibration error over ten bins of equal width, area under the ROC curve, the
/// share of drafts answered when only so confident ones are.
struct Reliability {
  struct Bin {
    double confidence = 0, right = 0;  ///< means
    std::size_t drafts = 0;
    bool operator==(const Bin&) const = default;
  };
  std::vector<Bin> bins{};
  double ece = 0, auc = 0;
  std::vector<Calibration::Point> curve{};
  std::size_t drafts = 0;
  bool operator==(const Reliability&) const = default;
};
/// Of confidences and whether one of the shown solutions was right.
FORESTALL_EXPORT Reliability reliability(std::vector<std::pair<double, bool>> answers);

FORESTALL_EXPORT std::string to_json(const Calibration& calibration);
/// Throws `Error(invalid_argument)` for what is no calibration.
FORESTALL_EXPORT Calibration parse_calibration(std::string_view text);
FORESTALL_EXPORT std::string to_json(const Reliability& reliability);

}  // namespace forestall
