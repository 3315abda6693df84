// SPDX-License-Identifier: Apache-2.0
// Searches for two words over 60,000 documents, one half of which hold each. `spelt`: others hold both written as
// one word, which a query for the two finds too. Left out of the bounds, that rare spelling made a search visit nearly
// every document.
#include <benchmark/benchmark.h>

#include <random>

#include "forestall/forestall.h"
#include "speed/texts.h"
#include "support/scratch.h"

namespace {

using namespace forestall;

struct Pairs {
  explicit Pairs(bool spelt) : index(Index::create(scratch.path() / "pairs")) {
    support::Corpus corpus(speed::kSeed, 20'000);
    std::mt19937 random(speed::kSeed);
    Batch batch;
    for (std::uint32_t i = 0; i < 60'000; ++i) {
      Document document = corpus.document(i);
      document.lang = "en";
      document.audience.clear();
      document.kind = Kind::topic;
      document.parent.clear();
      const bool joined = spelt && i % 250 == 0;
      if (joined) document.body += " startpage";
      for (const char* word : {" start", " page"})
        if (!joined && random() % 2 == 0)
          for (std::size_t times = 1 + random() % 3; times > 0; --times) document.body += word;
      batch.put(std::move(document));
    }
    index.write(batch);
    index.flush();
    index.compact();
  }
  support::Scratch scratch;
  Index index;
};

void two_words(benchmark::State& state) {
  static Pairs plain(false), spelt(true);
  const Searcher searcher = (state.range(0) != 0 ? spelt : plain).index.searcher();
  SearchOptions options{.langs = {"en"}, .count = state.range(1) != 0, .closeness = false, .snippets = false};
  options.documents = false;
  for (auto _ : state) benchmark::DoNotOptimize(searcher.search(Query::words("start page"), options));
}

BENCHMARK(two_words)->ArgNames({"spelt", "count"})->ArgsProduct({{0, 1}, {0, 1}})->Unit(benchmark::kMicrosecond);

}  // namespace
