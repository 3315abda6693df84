// SPDX-License-Identifier: Apache-2.0
// scale PROFILE DIRECTORY LARGEST [DRAFTS]: one index that grows from 10,000 documents to LARGEST; at every step the
// latency of drafts (5 best, ids and scores, best of 3, after one round unmeasured), index size, opening time and
// memory. One JSON object a step. `run` plots them. DIRECTORY must not exist; it is removed at the end.
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "forestall/forestall.h"
#include "scale/model.h"

namespace {

using namespace forestall;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Resident memory: of its own, and mapped files.
std::pair<std::uint64_t, std::uint64_t> memory() {
  std::ifstream in("/proc/self/statm");
  std::uint64_t size = 0, resident = 0, shared = 0;
  in >> size >> resident >> shared;
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return {(resident - shared) * page, shared * page};
}

double grow(Index& index, scale::Model& model, std::uint64_t count, std::uint64_t& text_bytes) {
  double seconds = 0;
  for (std::uint64_t done = 0; done < count;) {
    Batch batch;
    std::size_t bytes = 0;
    for (; done < count && bytes < (std::size_t{8} << 20); ++done) {
      Document document = model.document();
      bytes += document.title.size() + document.body.size();
      batch.put(std::move(document));
    }
    text_bytes += bytes;
    const auto start = Clock::now();
    index.write(batch);
    seconds += seconds_since(start);
  }
  const auto start = Clock::now();
  index.flush();
  index.wait();
  return seconds + seconds_since(start);
}

std::vector<double> ask(const Suggester& suggester, const std::vector<Draft>& drafts) {
  std::vector<double> best(drafts.size(), 1e9);
  const SuggestOptions options{.limit = 5, .min_confidence = 0, .snippets = false, .documents = false};
  for (int round = 0; round < 4; ++round)
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      const auto start = Clock::now();
      suggester.solutions_for(drafts[i], options);
      if (round > 0) best[i] = std::min(best[i], seconds_since(start) * 1e6);
    }
  std::sort(best.begin(), best.end());
  return best;
}

void measure(const std::string& directory, const std::vector<Draft>& drafts, std::uint64_t documents, double seconds,
             std::uint64_t text_bytes, const scale::Model& model) {
  malloc_trim(0);
  const auto before = memory();
  const auto start = Clock::now();
  const Index index = Index::open(directory, {.read_only = true});
  const Suggester suggester(index.searcher());
  const double open = seconds_since(start) * 1e3;
  suggester.solutions_for(drafts.front(), {.limit = 5, .min_confidence = 0});
  const double first = seconds_since(start) * 1e3;
  const auto times = ask(suggester, drafts);
  const auto after = memory();
  const Stats stats = index.stats();
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::cout
      << fmt::format(
             "{{\"documents\":{},\"words\":{},\"vocabulary\":{},\"p50_us\":{:.1f},\"p90_us\":{:.1f},\"p99_us\":{:.1f},"
             "\"open_ms\":{:.2f},\"open_and_first_ms\":{:.2f},\"memory_bytes\":{},\"mapped_bytes\":{},"
             "\"segment_bytes\":{},\"bytes\":{},\"segments\":{},\"import_seconds\":{:.2f},\"text_bytes\":{}}}",
             documents, model.words(), model.vocabulary(), at(.5), at(.9), at(.99), open, first,
             after.first > before.first ? after.first - before.first : 0, after.second, stats.segment_bytes,
             stats.bytes, stats.segments, seconds, text_bytes)
      << std::endl;
}

void run(const scale::Profile& profile, const std::string& directory, std::uint64_t largest, std::size_t count) {
  scale::Model model(profile, 1);
  std::uint64_t have = 0, text_bytes = 0;
  for (std::uint64_t step = 10'000, i = 0; have < largest; step = i % 3 == 1 ? step * 5 / 2 : step * 2, ++i) {
    const std::uint64_t target = std::min(step, largest);
    double seconds = 0;
    {
      Index index = Index::open_or_create(directory);
      seconds = grow(index, model, target - have, text_bytes);
      index.close();
    }
    have = target;
    std::vector<Draft> drafts;
    scale::Model asker = model;  // knows the words so far, leaves the documents to come as they are
    for (std::size_t n = 0; n < count; ++n) drafts.push_back(asker.draft());
    measure(directory, drafts, have, seconds, text_bytes, model);
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4) {
    fmt::print(stderr, "usage: scale PROFILE DIRECTORY LARGEST [DRAFTS]\n");
    return 2;
  }
  if (std::filesystem::exists(argv[2])) throw std::runtime_error(std::string(argv[2]) + " exists already");
  run(scale::Profile(argv[1]), argv[2], std::stoull(argv[3]), argc > 4 ? std::stoul(argv[4]) : 300);
  std::filesystem::remove_all(argv[2]);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 3;
}
