// SPDX-License-Identifier: Apache-2.0
// A search box: beginnings of words, and words with a slip, over 10,000 and 100,000 documents. Ids and scores alone,
// and the whole answer with counts, closeness and snippets.
#include <benchmark/benchmark.h>

#include <map>
#include <memory>

#include "forestall/forestall.h"
#include "speed/texts.h"
#include "support/scratch.h"

namespace {

using namespace forestall;

struct Desk {
  explicit Desk(std::uint32_t documents) : index(Index::create(scratch.path() / "desk")) {
    support::Corpus corpus(speed::kSeed, 20'000);
    Batch batch;
    for (std::uint32_t i = 0; i < documents; ++i) {
      Document document = corpus.document(i);
      document.lang = "en";
      document.audience.clear();
      document.kind = Kind::topic;
      document.parent.clear();
      batch.put(std::move(document));
    }
    index.write(batch);
    index.flush();
    index.compact();
    for (int i = 0; i < 200; ++i) texts.push_back(corpus.word() + " " + corpus.word());
  }
  support::Scratch scratch;
  Index index;
  std::vector<std::string> texts;
};

const Desk& desk(benchmark::State& state) {
  static std::map<std::int64_t, std::unique_ptr<Desk>> desks;
  auto& found = desks[state.range(0)];
  if (!found) found = std::make_unique<Desk>(static_cast<std::uint32_t>(state.range(0)));
  return *found;
}

SearchOptions options_of(benchmark::State& state) {
  SearchOptions options{.langs = {"en"}};
  if (state.range(1) != 0) return options;
  options.count = options.closeness = options.snippets = options.documents = false;
  return options;
}

/// Every beginning of the second words, far apart in turn.
void beginnings(benchmark::State& state) {
  const Desk& asked = desk(state);
  const Searcher searcher = asked.index.searcher();
  SearchOptions options = options_of(state);
  options.as_you_type = true;
  std::vector<std::string> typed;
  for (const std::string& text : asked.texts)
    for (std::size_t end = text.find(' ') + 2; end <= text.size(); ++end) typed.push_back(text.substr(0, end));
  constexpr std::size_t kStride = 7919;  // a prime
  std::size_t turn = 0;
  for (auto _ : state) benchmark::DoNotOptimize(searcher.search(typed[turn++ * kStride % typed.size()], options));
}

/// A letter that stands in no word, in the middle of the first word.
void slips(benchmark::State& state) {
  const Desk& asked = desk(state);
  const Searcher searcher = asked.index.searcher();
  const SearchOptions options = options_of(state);
  std::size_t turn = 0;
  for (auto _ : state) {
    std::string text = asked.texts[turn++ % asked.texts.size()];
    text.insert(text.find(' ') / 2, "y");
    benchmark::DoNotOptimize(searcher.search(text, options));
  }
}

void sizes(benchmark::internal::Benchmark* one) {
  one->ArgNames({"documents", "whole"})->ArgsProduct({{10'000, 100'000}, {0, 1}})->Unit(benchmark::kMicrosecond);
}
BENCHMARK(beginnings)->Apply(sizes);
BENCHMARK(slips)->Apply(sizes);

}  // namespace
