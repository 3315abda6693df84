// SPDX-License-Identifier: Apache-2.0
// How long a single put, a vote and a lesson take until the next search shows them, and how long opening takes.
// Usage: latency DOCUMENTS.jsonl COUNT DIRECTORY — the first COUNT documents, which are imported into DIRECTORY first.
// Measured: `put` of a changed document plus a `search` that finds it; `vote` plus a look at the document's votes;
// `learn` of a ticket with a document's first words, and the suggestion for the same words after it. One
// thread, 400 rounds, default durability (no fsync before return); seed 1. Times include background work on the
// machine.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "forestall/index.h"
#include "forestall/jsonl.h"
#include "forestall/suggester.h"

namespace {

using namespace forestall;
using Clock = std::chrono::steady_clock;

double microseconds(Clock::duration time) { return std::chrono::duration<double, std::micro>(time).count(); }

void print(const char* what, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  fmt::print("{:<34} p50 {:>8.0f} µs   p99 {:>8.0f} µs   max {:>8.0f} µs\n", what, times[times.size() / 2],
             times[times.size() * 99 / 100], times.back());
}

std::vector<std::string> import(Index& index, const char* file, std::size_t count) {
  std::ifstream in(file);
  std::stringstream chosen;
  std::vector<std::string> ids;
  std::string line;
  while (ids.size() < count && std::getline(in, line)) {
    chosen << line << '\n';
    ids.push_back(parse_document(line, {.ignore_unknown = true}).id);
  }
  import_jsonl(index, chosen, {.ignore_unknown = true});
  index.flush();
  index.wait();
  return ids;
}

int run(const char* file, std::size_t count, const char* directory) {
  std::filesystem::remove_all(directory);
  std::vector<std::string> ids;
  {
    Index index = Index::create(directory);
    ids = import(index, file, count);
    std::mt19937 random(1);
    std::vector<double> puts, found, votes, lessons, suggested;
    for (int i = 0; i < 400; ++i) {
      const std::string& id = ids[random() % ids.size()];
      Document document = *index.searcher().get(id, Reader::everything());
      const std::string word = "freshword" + std::to_string(i);
      document.body += " " + word;
      auto start = Clock::now();
      index.put(document);
      puts.push_back(microseconds(Clock::now() - start));
      if (index.searcher().search(word, {.langs = {"any"}, .reader = Reader::everything()}).total != 1) return 1;
      found.push_back(microseconds(Clock::now() - start));
      const VoteCount before = *index.searcher().votes(id, Reader::everything());
      start = Clock::now();
      index.vote(id, {"voter" + std::to_string(i), true});
      if (index.searcher().votes(id, Reader::everything())->helpful != before.helpful + 1) return 1;
      votes.push_back(microseconds(Clock::now() - start));
      Lesson lesson;
      lesson.ticket = "ticket" + std::to_string(i);
      lesson.draft.body = document.title + " " + document.body.substr(0, 300);
      lesson.draft.lang = document.lang;
      lesson.solutions = {ids[random() % ids.size()]};
      start = Clock::now();
      index.learn(lesson);
      lessons.push_back(microseconds(Clock::now() - start));
      Suggester(index.searcher()).solutions_for(lesson.draft, {.reader = Reader::everything(), .snippets = false});
      suggested.push_back(microseconds(Clock::now() - start));
    }
    fmt::print("{} documents\n", ids.size());
    print("put", puts);
    print("put and a search that finds it", found);
    print("vote and a look that shows it", votes);
    print("learn", lessons);
    print("learn and the next suggestion", suggested);
    index.close();
  }
  std::vector<double> opens, searches;
  for (int i = 0; i < 15; ++i) {
    const auto start = Clock::now();
    const Index index = Index::open(directory, {.read_only = true});
    opens.push_back(microseconds(Clock::now() - start));
    index.searcher().search("password", {.langs = {"any"}});
    searches.push_back(microseconds(Clock::now() - start));
  }
  print("open", opens);
  print("open and the first search", searches);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    fmt::print(stderr, "usage: latency DOCUMENTS.jsonl COUNT DIRECTORY\n");
    return 2;
  }
  try {
    return run(argv[1], static_cast<std::size_t>(std::stoul(argv[2])), argv[3]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 3;
  }
}
