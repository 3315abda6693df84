// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forestall::cli {

/// What a benchmark found. Times in microseconds.
struct BenchReport {
  std::string mode;
  std::size_t k = 0, queries = 0, reps = 0, threads = 0;
  std::uint64_t segments = 0, documents = 0;
  std::vector<double> best;            ///< each query's fastest, sorted
  std::vector<double> all;             ///< every sample, sorted
  double qps = 0;                      ///< answers a second, all threads together
  bool verified = false;               ///< compared with the exhaustive scorer
  std::vector<std::string> different;  ///< ids of queries whose answers are not the same
};

/// The smallest value that at least `share` (0 to 1) of the sorted values do not exceed; 0 of none.
double quantile(const std::vector<double>& sorted, double share);
double mean(const std::vector<double>& values);

std::string to_json(const BenchReport& report);
/// A page that needs no other file: the figures, and the distribution of latencies as a picture.
std::string to_html(const BenchReport& report, const std::string& database, const std::string& queries);

/// Text for HTML.
std::string escaped(std::string_view text);

}  // namespace forestall::cli
