// SPDX-License-Identifier: Apache-2.0
// The C++ half of binding.py: how long a suggestion takes when C++ asks.
// Usage: twin INDEX DRAFTS.jsonl CALLS — asks the drafts in turns, CALLS times, five solutions each, and looks at every
// id, title and confidence; prints microseconds a call. One thread.
#include <chrono>
#include <fstream>
#include <iostream>
#include <string>
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

int run(const char* directory, const char* file, std::size_t calls) {
  const Index index = Index::open(directory, {.read_only = true});
  const Suggester suggester(index.searcher());
  const std::vector<Draft> drafts = read_drafts(file);
  std::size_t seen = 0;
  const auto ask = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const Suggestions answer = suggester.solutions_for(drafts[i % drafts.size()], {.limit = 5, .min_confidence = 0});
      for (const Solution& item : answer.items)
        seen += item.id.size() + item.title.size() + (item.confidence > 0 ? 1 : 0);
    }
  };
  ask(calls / 10);
  const auto start = std::chrono::steady_clock::now();
  ask(calls);
  const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
  std::cout << time.count() / static_cast<double>(calls) << '\n';
  return seen > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) {
    std::cerr << "usage: twin INDEX DRAFTS.jsonl CALLS\n";
    return 2;
  }
  return run(argv[1], argv[2], std::stoul(argv[3]));
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
