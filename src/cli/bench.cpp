// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

#include "cli/bench_report.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/queries.h"
#include "cli/terminal.h"

namespace forestall::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct BenchCommand {
  std::string mode, db, queries, html;
  std::size_t limit = 5, reps = 3, threads = 1;
  std::vector<std::string> langs;
  ReaderOptions reader;
  bool json = false, ids_only = false, count = false, no_closeness = false, verify = false, exhaustive = false;
};

void define(CLI::App& command, BenchCommand& options) {
  command.add_option("MODE", options.mode, "suggest or search")
      ->required()
      ->check(CLI::IsMember({"suggest", "search"}));
  add_database(command, options.db);
  command.add_option("QUERIES", options.queries, "File of JSON lines: queries or drafts")->required();
  command.add_option("--limit", options.limit, "Answers to each query")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command.add_option("--reps", options.reps, "Times that each query is asked")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command.add_option("--threads", options.threads, "Threads that ask at the same time")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  add_list(command, "--lang", options.langs,
           "Languages that may answer every query (repeatable; any: all; else each query's own lang)");
  options.reader.define(command);
  command.add_flag("--ids-only", options.ids_only, "Leave out titles and snippets: only ids and scores");
  command.add_flag("--no-closeness", options.no_closeness, "Rank by BM25F and priors alone");
  command.add_flag("--count", options.count, "Searches count every match");
  command.add_flag("--exhaustive", options.exhaustive, "Time the exhaustive scorer");
  command.add_flag("--verify,--exhaustive-check", options.verify,
                   "Compare every answer, scores too, with the exhaustive scorer's; exit status 3 if one differs");
  add_json(command, options.json);
  command.add_option("--html", options.html, "File for a report with a picture");
  command.footer(
      "p50 to max are of each query's fastest repetition; all_* in JSON are of every sample. Times are microseconds.");
}

Asking asking_of(const BenchCommand& command) {
  Asking asking;
  asking.mode = command.mode;
  asking.limit = command.limit;
  asking.langs = command.langs;
  asking.reader = command.reader;
  asking.documents = !command.ids_only;
  asking.count = command.count;
  asking.closeness = !command.no_closeness;
  asking.exhaustive = command.exhaustive;
  return asking;
}

/// samples[query][repetition], in microseconds.
using Samples = std::vector<std::vector<double>>;

void measure_share(const Asking& asking, const Suggester& suggester, const std::vector<QueryLine>& queries,
                   std::size_t first, std::size_t step, std::size_t reps, Samples& samples, Progress* progress) {
  for (std::size_t rep = 0; rep < reps; ++rep) {
    for (std::size_t i = first; i < queries.size(); i += step) {
      const auto start = Clock::now();
      const auto answers = asking.ask(suggester, queries[i]);
      samples[i].push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
      const std::uint64_t done = rep * queries.size() + i;
      if (progress != nullptr) progress->update(done, done);
    }
  }
}

void measure_all(const BenchCommand& command, const Suggester& suggester, const std::vector<QueryLine>& queries,
                 BenchReport& report) {
  const Asking asking = asking_of(command);
  Samples samples(queries.size());
  std::vector<std::exception_ptr> failures(command.threads);
  Progress progress("bench", queries.size() * command.reps, "queries");
  const auto start = Clock::now();
  {
    std::vector<std::jthread> threads;
    const auto work = [&](std::size_t thread) {
      try {
        measure_share(asking, suggester, queries, thread, command.threads, command.reps, samples,
                      thread == 0 ? &progress : nullptr);
      } catch (...) {
        failures[thread] = std::current_exception();
      }
    };
    for (std::size_t thread = 1; thread < command.threads; ++thread) threads.emplace_back(work, thread);
    work(0);
  }
  const std::chrono::duration<double> seconds = Clock::now() - start;
  for (const auto& failure : failures)
    if (failure) std::rethrow_exception(failure);
  for (const auto& list : samples) {
    report.best.push_back(*std::min_element(list.begin(), list.end()));
    report.all.insert(report.all.end(), list.begin(), list.end());
  }
  report.qps = static_cast<double>(report.all.size()) / seconds.count();
  std::sort(report.best.begin(), report.best.end());
  std::sort(report.all.begin(), report.all.end());
}

void verify(const BenchCommand& command, const Suggester& suggester, const std::vector<QueryLine>& queries,
            BenchReport& report) {
  Asking pruned = asking_of(command);
  pruned.exhaustive = false;
  pruned.documents = false;
  pruned.threads = command.threads;
  Asking plain = pruned;
  plain.exhaustive = true;
  const auto answers = ask_all(pruned, suggester, queries), oracle = ask_all(plain, suggester, queries);
  report.verified = true;
  for (std::size_t i = 0; i < queries.size(); ++i)
    if (answers[i] != oracle[i]) report.different.push_back(queries[i].id);
}

void print(const BenchReport& report) {
  std::cout << fmt::format("{}, {} answers, {} queries × {}, {} {}; {} documents in {} {}\n",
                           bold("bench " + report.mode), report.k, grouped(report.queries), report.reps, report.threads,
                           report.threads == 1 ? "thread" : "threads", grouped(report.documents), report.segments,
                           report.segments == 1 ? "segment" : "segments");
  std::cout << fmt::format("{:<24}{:>12}{:>12}{:>12}{:>12}{:>12}\n", "", "p50", "p90", "p99", "max", "mean");
  const auto row = [](const char* name, const std::vector<double>& sorted) {
    std::cout << fmt::format("{:<24}{:>9.0f} µs{:>9.0f} µs{:>9.0f} µs{:>9.0f} µs{:>9.0f} µs\n", name,
                             quantile(sorted, 0.5), quantile(sorted, 0.9), quantile(sorted, 0.99), quantile(sorted, 1),
                             mean(sorted));
  };
  row("fastest of each query", report.best);
  row("every sample", report.all);
  std::cout << fmt::format("{} queries/s\n", grouped(static_cast<std::uint64_t>(report.qps)));
  if (!report.verified) return;
  std::cout << (report.different.empty()
                    ? green("the same answers and scores as the exhaustive scorer, every query\n")
                    : red(fmt::format("other answers than the exhaustive scorer in {} queries, first: {}\n",
                                      grouped(report.different.size()), printable(report.different.front()))));
}

int run(const BenchCommand& command) {
  const auto queries = read_queries(command.queries);
  if (queries.empty()) throw Error(ErrorCode::invalid_argument, fmt::format("\"{}\" holds no query", command.queries));
  std::ofstream html;
  if (!command.html.empty()) html.open(command.html, std::ios::trunc);
  if (!command.html.empty() && !html) throw Error(ErrorCode::io, fmt::format("\"{}\" cannot be written", command.html));

  const Index index = open_to_read(command.db);
  const Suggester suggester(index.searcher());
  BenchReport report{command.mode,
                     command.limit,
                     queries.size(),
                     command.reps,
                     command.threads,
                     index.stats().segments,
                     suggester.searcher().size(),
                     {},
                     {},
                     0,
                     false,
                     {}};
  measure_all(command, suggester, queries, report);
  if (command.verify) verify(command, suggester, queries, report);
  if (command.json) {
    std::cout << to_json(report) << '\n';
  } else {
    print(report);
  }
  if (!command.html.empty()) {
    html << to_html(report, command.db, command.queries);
    html.close();
    if (!html) throw Error(ErrorCode::io, fmt::format("\"{}\" could not be written to its end", command.html));
  }
  return report.different.empty() ? kDone : kFailed;
}

}  // namespace

void add_bench(CLI::App& app, Action& action) {
  add_command<BenchCommand>(app, action, "bench", "Measure how long answers take", define, run);
}

}  // namespace forestall::cli
