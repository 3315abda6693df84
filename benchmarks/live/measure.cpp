// SPDX-License-Identifier: Apache-2.0
#include "live/measure.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <limits>

namespace live {

Percentiles percentiles(Times times) {
  if (times.empty()) return {};
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  return {at(.5), at(.99), times.back()};
}

namespace {

double ask(const Suggester& suggester, const Draft& draft, const SuggestOptions& options, Suggestions& answer) {
  const auto start = std::chrono::steady_clock::now();
  answer = suggester.solutions_for(draft, options);
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

bool same(const Suggestions& a, const Suggestions& b) {
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [](const Solution& x, const Solution& y) {
                      return x.id == y.id && x.score == y.score && x.confidence == y.confidence;
                    });
}

}  // namespace

Comparison compare(const Searcher& live, const Searcher& compacted, const std::vector<Draft>& drafts, const Mode& mode,
                   int rounds) {
  SuggestOptions options;
  options.limit = 5;
  options.min_confidence = 0;
  options.lessons = mode.lessons;
  options.closeness = mode.closeness;
  const Suggester one(live), other(compacted);
  Comparison out;
  Times live_times(drafts.size(), std::numeric_limits<double>::max()), compacted_times = live_times, ratios;
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      // Whoever is asked first finds the caches colder.
      Suggestions answers[2];
      for (const int turn : {round % 2, 1 - round % 2}) {
        double& best = turn == 0 ? live_times[i] : compacted_times[i];
        best = std::min(best, ask(turn == 0 ? one : other, drafts[i], options, answers[turn]));
      }
      out.other_answers += round == 0 && !same(answers[0], answers[1]);
    }
  for (std::size_t i = 0; i < drafts.size(); ++i) ratios.push_back(live_times[i] / compacted_times[i]);
  out.live = percentiles(live_times);
  out.compacted = percentiles(compacted_times);
  out.median_ratio = percentiles(ratios).p50;
  return out;
}

std::uint64_t own_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (std::uint64_t kilobytes = 0; word == "RssAnon:" && status >> kilobytes) return kilobytes * 1024;
  return 0;
}

}  // namespace live
