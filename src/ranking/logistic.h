// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace forestall::ranking {

double sigmoid(double z);
double logit(double p);  ///< of p kept within 1e-9 of 0 and 1

/// Weights of a logistic regression, the intercept last: Newton's method on the log-likelihood with a ridge of
/// `l2` / 2 · Σ w² (the intercept is free). Rows have one length. Deterministic.
std::vector<double> fit_logistic(const std::vector<std::vector<double>>& rows, const std::vector<bool>& labels,
                                 double l2);

}  // namespace forestall::ranking
