// SPDX-License-Identifier: Apache-2.0
#include "cli/bench_report.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace forestall::cli {

double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  const auto index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
  return sorted[std::min(index, sorted.size() - 1)];
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

std::string to_json(const BenchReport& report) {
  nlohmann::ordered_json out = {{"mode", report.mode},
                                {"k", report.k},
                                {"queries", report.queries},
                                {"reps", report.reps},
                                {"threads", report.threads},
                                {"segments", report.segments},
                                {"p50_us", quantile(report.best, 0.5)},
                                {"p90_us", quantile(report.best, 0.9)},
                                {"p99_us", quantile(report.best, 0.99)},
                                {"max_us", quantile(report.best, 1)},
                                {"mean_us", mean(report.best)},
                                {"all_p50_us", quantile(report.all, 0.5)},
                                {"all_p99_us", quantile(report.all, 0.99)},
                                {"qps", report.qps},
                                {"documents", report.documents}};
  if (report.verified) {
    out["verified"] = report.queries;
    out["different"] = report.different;
  }
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace forestall::cli
