// SPDX-License-Identifier: Apache-2.0
// A help desk in use: how do suggestions, votes, puts and lessons fare while the index is written to, hour after hour?
// Usage: live DOCUMENTS.jsonl DRAFTS.jsonl DIRECTORY [NAME=VALUE …]; names and defaults stand in `Options`. DIRECTORY
// must not exist yet; it is removed at the end.
// Desks (threads) do what `Rates` say. After every `every` operations the index is asked the same drafts in turn with
// its twin, which had the same writes and was then compacted: answers must be the same, times should be. A row of JSON
// a stop goes to standard output.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>

#include "live/desk.h"
#include "live/measure.h"

namespace live {
namespace {

struct Options {
  double documents = 20000, lessons = 2000, memory_mb = 64, operations = 36000, every = 3000, desks = 1, panel = 150,
         rounds = 4, seed = 1, tickets = 500;
  Rates rates;
  bool set(std::string_view name, double value) {
    const std::pair<std::string_view, double*> all[] = {{"documents", &documents}, {"lessons", &lessons},
                                                        {"memory", &memory_mb},    {"operations", &operations},
                                                        {"every", &every},         {"desks", &desks},
                                                        {"panel", &panel},         {"rounds", &rounds},
                                                        {"seed", &seed},           {"tickets", &tickets},
                                                        {"puts", &rates.puts},     {"removals", &rates.removals},
                                                        {"votes", &rates.votes},   {"lesson_rate", &rates.lessons}};
    for (const auto& [known, target] : all)
      if (known == name) return *target = value, true;
    return false;
  }
};

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("{} cannot be read", path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

Material read_material(const std::string& documents, const std::string& drafts, const Options& options) {
  Material material;
  material.documents = lines_of(documents);
  for (const std::string& line : lines_of(drafts)) material.drafts.push_back(parse_query_line(line).as_draft());
  if (material.documents.empty() || material.drafts.empty()) throw std::runtime_error("no documents or no drafts");
  material.known = std::min(material.documents.size(), static_cast<std::size_t>(options.documents));
  material.tickets = static_cast<std::uint32_t>(options.tickets);
  return material;
}

void fill(Index& index, const Material& material, const Options& options) {
  std::stringstream lines;
  for (std::size_t i = 0; i < material.known; ++i) lines << material.documents[i] << '\n';
  import_jsonl(index, lines, {.ignore_unknown = true});
  Batch lessons;
  for (std::uint32_t ticket = 0; ticket < options.lessons; ++ticket)
    lessons.learn(lesson_of(material, ticket, ticket % material.drafts.size(), ticket * 7919ULL % material.known));
  index.write(lessons);
  index.compact();
}

/// The index, its twin, and what one desk after the other did to both.
class Life {
 public:
  Life(Material material, const Options& options, const std::filesystem::path& directory)
      : material_(std::move(material)),
        options_(options),
        index_(Index::create(directory / "live", {},
                             {.memory_budget = static_cast<std::size_t>(options.memory_mb * 1048576)})),
        twin_(Index::create(directory / "twin")) {
    for (std::uint32_t i = 0; i < options.desks; ++i)
      desks_.emplace_back(material_, options.rates, static_cast<std::uint32_t>(options.seed), i,
                          static_cast<std::uint32_t>(options.desks));
    fill(index_, material_, options);
    fill(twin_, material_, options);
    const auto step = std::max<std::size_t>(1, material_.drafts.size() / static_cast<std::size_t>(options.panel));
    for (std::size_t i = 0; i < material_.drafts.size() && panel_.size() < options.panel; i += step)
      panel_.push_back(material_.drafts[i]);
  }

  bool go() {
    std::size_t wrong = report(0, {}, 0);
    for (double done = options_.every; done <= options_.operations; done += options_.every) {
      std::map<std::string, Times> times;
      const auto start = std::chrono::steady_clock::now();
      work(static_cast<std::size_t>(options_.every / options_.desks), times);
      wrong += report(done, times, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    index_.close();
    twin_.close();
    return wrong == 0;
  }

 private:
  void work(std::size_t operations, std::map<std::string, Times>& times) {
    std::vector<std::map<std::string, Times>> each(desks_.size());
    std::vector<std::vector<Batch>> written(desks_.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t desk = 0; desk < desks_.size(); ++desk)
        threads.emplace_back([&, desk] {
          for (std::size_t i = 0; i < operations; ++i) step(desks_[desk], each[desk], written[desk]);
        });
    }
    for (std::size_t desk = 0; desk < desks_.size(); ++desk) {
      for (const Batch& batch : written[desk]) twin_.write(batch);
      for (auto& [name, found] : each[desk]) times[name].insert(times[name].end(), found.begin(), found.end());
    }
  }

  void step(Desk& desk, std::map<std::string, Times>& times, std::vector<Batch>& written) {
    Desk::Operation operation = desk.next();
    const auto start = std::chrono::steady_clock::now();
    if (operation.draft != nullptr)
      Suggester(index_.searcher()).solutions_for(*operation.draft, {.limit = 5, .min_confidence = 0});
    else
      index_.write(operation.batch);
    times[name_of(operation.kind)].push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
    if (operation.draft == nullptr) written.push_back(std::move(operation.batch));
  }

  /// Returns how many answers differ.
  std::size_t report(double done, const std::map<std::string, Times>& times, double seconds) {
    const Stats stats = index_.stats();
    const std::uint64_t memory = own_memory();
    twin_.compact();
    std::cout << fmt::format(
        R"({{"operations":{},"seconds":{:.2f},"documents":{},"lessons":{},"segments":{},"unflushed":{},"index_memory":{},"own_memory":{},"bytes":{})",
        done, seconds, stats.documents, stats.lessons, stats.segments, stats.unflushed, stats.memory_bytes, memory,
        stats.bytes);
    for (const auto& [name, all] : times) {
      const Percentiles p = percentiles(all);
      std::cout << fmt::format(R"(,"{}":{{"p50":{:.1f},"p99":{:.1f},"max":{:.1f}}})", name, p.p50, p.p99, p.max);
    }
    std::size_t wrong = 0;
    for (const Mode& mode : kModes) {
      const Comparison c =
          compare(index_.searcher(), twin_.searcher(), panel_, mode, static_cast<int>(options_.rounds));
      wrong += c.other_answers;
      std::cout << fmt::format(
          R"(,"{}":{{"p50":{:.1f},"p99":{:.1f},"compacted_p50":{:.1f},"compacted_p99":{:.1f},"ratio_p50":{:.3f},"ratio_p99":{:.3f},"median_ratio":{:.3f},"other_answers":{}}})",
          mode.name, c.live.p50, c.live.p99, c.compacted.p50, c.compacted.p99, c.live.p50 / c.compacted.p50,
          c.live.p99 / c.compacted.p99, c.median_ratio, c.other_answers);
    }
    std::cout << "}" << std::endl;
    return wrong;
  }

  Material material_;
  Options options_;
  Index index_, twin_;
  std::vector<Desk> desks_;
  std::vector<Draft> panel_;
};

}  // namespace
}  // namespace live

int main(int argc, char** argv) try {
  live::Options options;
  bool good = argc >= 4;
  for (int i = 4; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::size_t sign = argument.find('=');
    good &= sign != std::string_view::npos &&
            options.set(argument.substr(0, sign), std::stod(std::string(argument.substr(sign + 1))));
  }
  if (!good) {
    fmt::print(stderr, "usage: live DOCUMENTS.jsonl DRAFTS.jsonl DIRECTORY [NAME=VALUE ...]\n");
    return 2;
  }
  const std::filesystem::path directory = argv[3];
  if (!std::filesystem::create_directories(directory))
    throw std::runtime_error(directory.string() + ": exists already");
  const bool same = live::Life(live::read_material(argv[1], argv[2], options), options, directory).go();
  std::filesystem::remove_all(directory);
  if (!same) fmt::print(stderr, "answers differ from those of the compacted index\n");
  return same ? 0 : 3;
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 3;
}
