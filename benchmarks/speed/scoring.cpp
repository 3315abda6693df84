// SPDX-License-Identifier: Apache-2.0
// Exact scoring of a document, offering to the top k, snippets, a whole draft over 20,000 documents in memory, and
// building a segment. The index lives in a temporary directory.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>

#include "base/hash.h"
#include "forestall/forestall.h"
#include "index/build.h"
#include "search/evaluation.h"
#include "search/present/snippet.h"
#include "speed/texts.h"
#include "support/scratch.h"

namespace {

using namespace forestall;
constexpr std::uint32_t kDocuments = 20'000;

struct Desk {
  Desk() : index(Index::create(scratch.path() / "desk")) {
    Batch batch;
    for (Document& document : speed::documents(kDocuments)) batch.put(std::move(document));
    index.write(batch);
    index.flush();
    index.compact();
    support::Corpus corpus(speed::kSeed + 1, 20'000);
    for (int i = 0; i < 50; ++i) drafts.push_back(corpus.text(80) + " " + corpus.text(80));
  }
  support::Scratch scratch;
  Index index;
  std::vector<std::string> drafts;
};

Desk& desk() {
  static Desk one;
  return one;
}

void exact_score(benchmark::State& state) {
  const Searcher searcher = desk().index.searcher();
  const index::Snapshot& snapshot = searcher.snapshot();
  analysis::Session session = snapshot.analyzer().session();
  search::Request request;
  request.languages.ranges = {{"en"}};
  request.plan = [&](std::string_view lang, analysis::Session& inner) {
    const search::WeighedText parts[] = {{desk().drafts.front(), 1}};
    return search::plan_texts(parts, lang, inner);
  };
  request.rules.draft = true;
  const search::Evaluation evaluation(snapshot, request, session);
  const search::Scope& scope = evaluation.scopes().front();
  const search::Scorer scorer(snapshot, scope, request.rules);
  std::mt19937 random(speed::kSeed);
  for (auto _ : state) benchmark::DoNotOptimize(scorer.score(static_cast<std::uint32_t>(random() % kDocuments)));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void whole_draft(benchmark::State& state) {
  const Suggester suggester(desk().index.searcher());
  std::size_t next = 0;
  for (auto _ : state) {
    Draft draft;
    draft.subject = desk().drafts[next++ % desk().drafts.size()];
    draft.lang = "en";
    benchmark::DoNotOptimize(
        suggester.solutions_for(draft, {.limit = 5, .min_confidence = 0, .snippets = false, .documents = false}));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void offer(benchmark::State& state) {
  const Searcher searcher = desk().index.searcher();
  const index::Segment& segment = *searcher.snapshot().leaves().front().segment;
  std::mt19937 random(speed::kSeed);
  std::vector<double> ranks(1000);
  for (double& rank : ranks) rank = static_cast<double>(random() % 100'000);
  for (auto _ : state) {
    search::TopK top(10, false);
    for (std::uint32_t doc = 0; doc < ranks.size(); ++doc)
      if (ranks[doc] >= top.threshold()) top.offer(ranks[doc], {0, doc}, segment);
    benchmark::DoNotOptimize(top.take());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * ranks.size()));
}

void snippet(benchmark::State& state) {
  const analysis::Analyzer analyzer{Schema{}};
  analysis::Session session = analyzer.session();
  const std::string text = speed::sample("en", static_cast<std::size_t>(state.range(0)));
  search::Sought sought;
  for (const std::string_view term : {"printer", "respond", "laptop"})
    sought.terms.push_back({term, base::hash(term), 3});
  for (auto _ : state) benchmark::DoNotOptimize(search::best_passage(text, "en", session, sought, 160));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void build(benchmark::State& state) {
  const auto documents = speed::documents(2000);
  std::vector<index::Input> inputs;
  std::size_t bytes = 0;
  for (const Document& document : documents) {
    inputs.push_back({inputs.size(), &document, "public"});
    bytes += document.title.size() + document.body.size();
  }
  const analysis::Analyzer analyzer{Schema{}};
  analysis::Session session = analyzer.session();
  for (auto _ : state) benchmark::DoNotOptimize(index::build_segment(inputs, session, {}, nullptr));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}

BENCHMARK(exact_score);
BENCHMARK(whole_draft)->Unit(benchmark::kMicrosecond);
BENCHMARK(offer);
BENCHMARK(snippet)->ArgName("bytes")->Arg(500)->Arg(8000);
BENCHMARK(build)->Unit(benchmark::kMillisecond);

}  // namespace
