// SPDX-License-Identifier: Apache-2.0
// Segmenting, folding and stemming by class of writing, with the session's cache of words full and empty; language
// detection; draft cleaning; reading JSON lines. Bytes a second of the text.
#include <benchmark/benchmark.h>

#include "analysis/analyzer.h"
#include "forestall/jsonl.h"
#include "mail/clean.h"
#include "speed/texts.h"

namespace {

using namespace forestall;

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}

void analyze(benchmark::State& state, const char* lang) {
  const analysis::Analyzer analyzer{Schema{}};
  analysis::Session session = analyzer.session();
  const std::string text = speed::sample(lang, 8000);
  std::vector<analysis::Token> tokens;
  for (auto _ : state) {
    tokens.clear();
    session.analyze(text, lang, tokens);
    benchmark::DoNotOptimize(tokens.data());
  }
  count_bytes(state, text.size());
}

/// Every word is met for the first time.
void analyze_new_words(benchmark::State& state) {
  const analysis::Analyzer analyzer{Schema{}};
  std::vector<analysis::Token> tokens;
  std::size_t bytes = 0;
  std::uint64_t number = 0;
  analysis::Session session = analyzer.session();
  for (auto _ : state) {
    state.PauseTiming();
    std::string text;
    for (int i = 0; i < 1000; ++i) {
      for (std::uint64_t rest = ++number; rest > 0; rest /= 20)
        text += {"bcdfglmnprstvzkhjqwx"[rest % 20], "aeiou"[rest % 5]};
      text += "ings ";
    }
    tokens.clear();
    session.trim();
    state.ResumeTiming();
    session.analyze(text, "en", tokens);
    bytes += text.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void detect(benchmark::State& state, const char* lang) {
  const std::string text = speed::sample(lang, 400);
  for (auto _ : state) benchmark::DoNotOptimize(analysis::detect_language(text));
  count_bytes(state, text.size());
}

void clean_draft(benchmark::State& state) {
  Draft draft;
  draft.subject = "Re: [support] printer does not respond";
  draft.body =
      "Hello,\n\n" + speed::sample("en", 600) + "\n\nKind regards\nAnna\n-- \nSent from my phone\n> quoted line\n";
  for (auto _ : state) benchmark::DoNotOptimize(mail::clean(draft));
  count_bytes(state, draft.subject.size() + draft.body.size());
}

void parse_line(benchmark::State& state) {
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  for (const Document& document : speed::documents(200)) bytes += lines.emplace_back(to_json(document)).size();
  for (auto _ : state)
    for (const std::string& line : lines) benchmark::DoNotOptimize(parse_document(line));
  count_bytes(state, bytes);
}

BENCHMARK_CAPTURE(analyze, latin, "en");
BENCHMARK_CAPTURE(analyze, compounds, "de");
BENCHMARK_CAPTURE(analyze, han, "zh");
BENCHMARK_CAPTURE(analyze, thai, "th");
BENCHMARK(analyze_new_words);
BENCHMARK_CAPTURE(detect, latin, "en");
BENCHMARK_CAPTURE(detect, han, "zh");
BENCHMARK(clean_draft);
BENCHMARK(parse_line);

}  // namespace
