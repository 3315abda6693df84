// SPDX-License-Identifier: Apache-2.0
// The C++ half of binding.py: how long a suggestion takes when C++ asks.
// Usage: twin INDEX DRAFTS.jsonl CALLS THREADS — each thread asks the drafts in turns, CALLS times, five solutions
// each, and looks at every id, title and confidence; prints microseconds a call.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "forestall/forestall.h"

namespace {

using namespace forestall;

std::vector<Draft> read_drafts(const char* path) {
  std::ifstream in(path);
  std::vector<Draft> drafts;
  for (std::string line; std::getline(in, line);) drafts.push_back(parse_query_line(line).as_draft());
  return drafts;
}

int run(const char* directory, const char* file, std::size_t calls, std::size_t threads) {
  const Index index = Index::open(directory, {.read_only = true});
  const Suggester suggester(index.searcher());
  const std::vector<Draft> drafts = read_drafts(file);
  const auto ask = [&](std::size_t count) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Suggestions answer = suggester.solutions_for(drafts[i % drafts.size()], {.limit = 5, .min_confidence = 0});
      for (const Solution& item : answer.items)
        seen += item.id.size() + item.title.size() + (item.confidence > 0 ? 1 : 0);
    }
    if (seen == 0) throw std::runtime_error("nothing was suggested");
  };
  ask(std::max<std::size_t>(calls / 10, drafts.size()));
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(ask, calls);
    ask(calls);
  }
  const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
  std::cout << time.count() / static_cast<double>(calls * threads) << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 5) {
    std::cerr << "usage: twin INDEX DRAFTS.jsonl CALLS THREADS\n";
    return 2;
  }
  return run(argv[1], argv[2], std::stoul(argv[3]), std::stoul(argv[4]));
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
