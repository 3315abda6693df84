// SPDX-License-Identifier: Apache-2.0
// How long do puts, votes, new searchers and suggestions wait while flushes and merges run?
// Usage: stall DOCUMENTS.jsonl DRAFTS.jsonl DIRECTORY [SECONDS [WRITERS]]: 30 seconds, one writer, then two, then (0) a
// bulk import over and over. The directory must not exist yet; it is removed at the end.
// Writers put one document after another, default durability, an eighth of the default memory budget so that flushes
// and merges come often; once all are written they go round again with changed documents. Meanwhile one thread takes a
// searcher, asks it for a draft and votes, in turn, with no pause. "machine" is how late a thread wakes that sleeps 1
// ms: what other processes and too few cores add to every row. Goal: no wait over 50 ms.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "forestall/forestall.h"

namespace {

using namespace forestall;
using Clock = std::chrono::steady_clock;
using Waits = std::vector<double>;  // milliseconds

double milliseconds(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

template <class Work>
void timed(Waits& waits, Work work) {
  const auto start = Clock::now();
  work();
  waits.push_back(milliseconds(start));
}

std::vector<std::string> lines_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("{} cannot be read", path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

void put_all(Index& index, const std::vector<std::string>& lines, std::size_t first, std::size_t step,
             const std::atomic<bool>& stop, Waits& puts) {
  for (std::size_t i = first; !stop; i += step) {
    Document document = parse_document(lines[i % lines.size()], {.ignore_unknown = true});
    if (i >= lines.size()) document.body += fmt::format(" round{}", i / lines.size());
    timed(puts, [&] { index.put(document); });
  }
}

/// Imports everything, then again with changed documents, in batches as `forestall import` writes them.
void import_all(Index& index, const std::vector<std::string>& lines, const std::atomic<bool>& stop) {
  constexpr std::size_t kLines = 20000;
  ImportOptions options;
  options.ignore_unknown = true;
  options.batch_documents = 100000;
  options.batch_bytes = std::size_t{8} << 20;
  for (std::size_t i = 0, round = 0; !stop; i += kLines) {
    if (i >= lines.size()) i = 0, ++round;
    std::stringstream part;
    for (std::size_t k = i; k < std::min(i + kLines, lines.size()); ++k) {
      Document document = parse_document(lines[k], {.ignore_unknown = true});
      document.body += fmt::format(" round{}", round);
      part << to_json(document) << '\n';
    }
    import_jsonl(index, part, options);
  }
}

void ask_all(Index& index, const std::vector<std::string>& drafts, const std::string& known,
             const std::atomic<bool>& stop, std::map<std::string, Waits>& waits) {
  for (std::size_t i = 0; !stop; ++i) {
    const Draft draft = parse_query_line(drafts[i % drafts.size()]).as_draft();
    std::optional<Searcher> searcher;
    timed(waits["searcher"], [&] { searcher = index.searcher(); });
    timed(waits["suggest"], [&] { Suggester(*searcher).solutions_for(draft, {.limit = 5, .min_confidence = 0}); });
    timed(waits["vote"], [&] { index.vote(known, {"voter" + std::to_string(i), i % 3 != 0}); });
  }
}

void sleep_on(const std::atomic<bool>& stop, Waits& late) {
  while (!stop) {
    const auto start = Clock::now();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    late.push_back(milliseconds(start) - 1);
  }
}

void print(const std::string& what, Waits waits) {
  if (waits.empty()) return;
  std::sort(waits.begin(), waits.end());
  const auto at = [&](double share) {
    return waits[static_cast<std::size_t>(share * static_cast<double>(waits.size() - 1))];
  };
  const auto over = waits.end() - std::upper_bound(waits.begin(), waits.end(), 50.0);
  fmt::print("{:<10}{:>9}{:>10.3f}{:>10.3f}{:>10.3f}{:>10.3f}{:>10}\n", what, waits.size(), at(.5), at(.99), at(.999),
             waits.back(), over);
}

void run(const std::vector<std::string>& lines, const std::vector<std::string>& drafts, const std::string& directory,
         double seconds, std::size_t writers) {
  Index index = Index::create(directory, {}, {.memory_budget = std::size_t{8} << 20});
  const Document first = parse_document(lines.front(), {.ignore_unknown = true});
  index.put(first);
  std::atomic<bool> stop{false};
  std::vector<Waits> puts(writers);
  std::map<std::string, Waits> others;
  Waits late;
  std::exception_ptr failure;
  std::atomic<bool> failed{false};
  const auto safely = [&](auto work) {
    try {
      work();
    } catch (...) {
      if (!failed.exchange(true)) failure = std::current_exception();
      stop = true;
    }
  };
  {
    std::vector<std::jthread> threads;
    if (writers == 0) threads.emplace_back([&] { safely([&] { import_all(index, lines, stop); }); });
    for (std::size_t i = 0; i < writers; ++i)
      threads.emplace_back([&, i] { safely([&] { put_all(index, lines, i, writers, stop, puts[i]); }); });
    threads.emplace_back([&] { safely([&] { ask_all(index, drafts, first.id, stop, others); }); });
    threads.emplace_back([&] { sleep_on(stop, late); });
    const auto start = Clock::now();
    while (!stop && milliseconds(start) < seconds * 1000) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop = true;
  }
  if (failure) std::rethrow_exception(failure);
  Waits all;
  for (const Waits& one : puts) all.insert(all.end(), one.begin(), one.end());
  const Stats stats = index.stats();
  fmt::print("{}, {:.0f} s, {} documents in {} segments at the end; milliseconds\n",
             writers == 0   ? "bulk import"
             : writers == 1 ? "1 writer"
                            : fmt::format("{} writers", writers),
             seconds, stats.documents, stats.segments);
  fmt::print("{:<10}{:>9}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "", "count", "p50", "p99", "p99.9", "max", "over 50");
  print("put", all);
  for (const auto& [what, waits] : others) print(what, waits);
  print("machine", late);
  index.close();
  std::filesystem::remove_all(directory);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4 || argc > 6) {
    fmt::print(stderr, "usage: stall DOCUMENTS.jsonl DRAFTS.jsonl DIRECTORY [SECONDS [WRITERS]]\n");
    return 2;
  }
  const auto lines = lines_of(argv[1]), drafts = lines_of(argv[2]);
  if (lines.empty() || drafts.empty()) throw std::runtime_error("no documents or no drafts");
  const double seconds = argc > 4 ? std::stod(argv[4]) : 30;
  for (const std::size_t writers : {1, 2, 0})
    if (argc < 6 || std::stoul(argv[5]) == writers) run(lines, drafts, argv[3], seconds, writers);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 3;
}
