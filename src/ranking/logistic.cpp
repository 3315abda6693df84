// SPDX-License-Identifier: Apache-2.0
#include "ranking/logistic.h"

#include <algorithm>
#include <cmath>

namespace forestall::ranking {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// Gaussian elimination with pivots; a is symmetric and positive definite.
std::vector<double> solve(Matrix a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < n; ++row)
      if (std::abs(a[row][column]) > std::abs(a[pivot][column])) pivot = row;
    std::swap(a[column], a[pivot]);
    std::swap(b[column], b[pivot]);
    if (std::abs(a[column][column]) < 1e-12) continue;
    for (std::size_t row = column + 1; row < n; ++row) {
      const double factor = a[row][column] / a[column][column];
      for (std::size_t k = column; k < n; ++k) a[row][k] -= factor * a[column][k];
      b[row] -= factor * b[column];
    }
  }
  for (std::size_t row = n; row-- > 0;) {
    for (std::size_t k = row + 1; k < n; ++k) b[row] -= a[row][k] * b[k];
    b[row] = std::abs(a[row][row]) < 1e-12 ? 0 : b[row] / a[row][row];
  }
  return b;
}

}  // namespace

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

double logit(double p) {
  p = std::clamp(p, 1e-9, 1 - 1e-9);
  return std::log(p / (1 - p));
}

std::vector<double> fit_logistic(const std::vector<std::vector<double>>& rows, const std::vector<bool>& labels,
                                 double l2) {
  const std::size_t n = rows.empty() ? 1 : rows.front().size() + 1;
  std::vector<double> weights(n, 0.0);
  const auto value = [&](std::size_t row, std::size_t k) { return k + 1 == n ? 1.0 : rows[row][k]; };
  for (int round = 0; round < 50; ++round) {
    Matrix curvature(n, std::vector<double>(n, 0.0));
    std::vector<double> gradient(n, 0.0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      double z = 0;
      for (std::size_t k = 0; k < n; ++k) z += weights[k] * value(i, k);
      const double p = sigmoid(std::clamp(z, -30.0, 30.0));
      for (std::size_t k = 0; k < n; ++k) {
        gradient[k] += (static_cast<double>(labels[i]) - p) * value(i, k);
        for (std::size_t m = 0; m < n; ++m) curvature[k][m] += p * (1 - p) * value(i, k) * value(i, m);
      }
    }
    for (std::size_t k = 0; k + 1 < n; ++k) {
      gradient[k] -= l2 * weights[k];
      curvature[k][k] += l2;
    }
    curvature[n - 1][n - 1] += 1e-9;
    const std::vector<double> step = solve(curvature, gradient);
    double largest = 0;
    for (std::size_t k = 0; k < n; ++k) {
      weights[k] += std::clamp(step[k], -5.0, 5.0);
      largest = std::max(largest, std::abs(step[k]));
    }
    if (largest < 1e-10) break;
  }
  return weights;
}

}  // namespace forestall::ranking
