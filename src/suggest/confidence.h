// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "forestall/results.h"
#include "ranking/logistic.h"
#include "search/evaluation.h"
#include "suggest/lessons.h"

namespace forestall::suggest {

/// What one solution's probability is judged by.
Signals signals(const search::Evaluation& evaluation, const TaughtAnswer& answer, double nearness);

/// Answers whose scores `Signals::evenness` compares.
inline constexpr std::size_t kCompared = 10;

/// How likely a solution with these signals helps, and how likely one of several does.
struct Confidence {
  const Calibration& calibration;
  double of(const Signals& signals) const;
  /// Whether `Signals::evenness` counts: it costs a longer list of answers.
  bool compares_scores() const;
  /// Confidences of answers in their order, none greater than one before it: neighbours that contradict the order share
  /// their mean (pool adjacent violators; Ayer and others, Annals of Mathematical Statistics 26, 1955).
  static void pool(std::vector<double>& each);
  double of_any(const std::vector<double>& each) const;
};

}  // namespace forestall::suggest
