// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/execute.h"

namespace forestall::suggest {

/// What a solution's probability is judged by.
struct Signals {
  double title_coverage = 0;  ///< share of the title's words that the draft names, weighed by idf, 0 to 1
  double score_share = 0;     ///< score over the greatest a document could reach for this draft, 0 to 1
};

/// `text`: its score without lessons.
Signals signals(const search::Evaluation& evaluation, const search::Ranked& ranked, double text);

/// The probability that this solution helps: a logistic function of the two signals, fitted to paraphrased questions
/// half of whose answers had been taken away (it tells the answered ones with AUC .87) together with help-desk tickets
/// (.66), half way between the two, since one is easier and the other harder than most installations.
double confidence(const Signals& signals);

/// The probability that one of several solutions helps, given each one's, best first.
double confidence_of_any(const std::vector<double>& each);

}  // namespace forestall::suggest
