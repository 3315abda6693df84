// SPDX-License-Identifier: Apache-2.0
// What a window of 8,192 documents costs: adding rows, adding a list of some density, collecting candidates. Then
// lists: walking their windows, reading positions. Items are documents or postings.
#include <benchmark/benchmark.h>

#include <array>
#include <random>

#include "base/bytes.h"
#include "postings/list_view.h"
#include "postings/list_writer.h"
#include "search/evaluate/accumulate.h"
#include "speed/texts.h"

namespace {

using namespace forestall;
constexpr std::uint32_t kWindow = postings::kWindow;

void count_items(benchmark::State& state, std::size_t items) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * items));
}

/// Four rows at a time, as the search does. Items are documents times rows.
void rows_add(benchmark::State& state) {
  std::mt19937 random(speed::kSeed);
  std::vector<std::vector<std::uint8_t>> codes(search::kRowsTogether, std::vector<std::uint8_t>(kWindow / 2));
  search::RowGroup group;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    for (auto& pair : codes[i]) pair = static_cast<std::uint8_t>(random());
    group.rows[i].codes = codes[i].data();
    for (std::uint8_t level = 1; level < 16; ++level)
      group.rows[i].values[level] = static_cast<std::uint8_t>(4 * level);
  }
  std::vector<std::uint16_t> sums(kWindow);
  for (auto _ : state) {
    search::add_rows(sums.data(), group, kWindow);
    benchmark::ClobberMemory();
  }
  count_items(state, kWindow * search::kRowsTogether);
}

void list_add(benchmark::State& state) {
  std::vector<std::uint16_t> docs, sums(kWindow);
  for (std::uint32_t doc = 0; doc < kWindow; doc += static_cast<std::uint32_t>(state.range(0)))
    docs.push_back(static_cast<std::uint16_t>(doc));
  const std::vector<std::uint8_t> impacts(docs.size(), 90);
  std::array<std::uint8_t, 256> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  for (auto _ : state) {
    search::add_list(sums.data(), docs, impacts.data(), bytes, 40);
    benchmark::ClobberMemory();
  }
  count_items(state, docs.size());
}

void collect(benchmark::State& state) {
  std::mt19937 random(speed::kSeed);
  std::vector<std::uint16_t> sums(kWindow), out(kWindow);
  for (auto& sum : sums) sum = static_cast<std::uint16_t>(random() % 1000);
  const auto least = static_cast<std::uint16_t>(1000 - state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(search::collect(sums.data(), kWindow, least, out.data()));
  count_items(state, kWindow);
}

/// A list over half a million documents, one in `step` of which holds the term.
struct List {
  explicit List(std::uint32_t step) {
    postings::ListWriter writer;
    std::string record;
    base::write_varint32(record, 7);
    base::write_varint32(record, 12);
    for (std::uint32_t doc = 0; doc < 500'000; doc += step, ++size)
      writer.add(doc, schema::FieldCounts{0, 2}, 50, record);
    base::Spool rows;
    writer.write(bytes, rows, 500'000);
    view = postings::ListView(bytes.view(), size, writer.dense(500'000));
  }
  base::Spool bytes;
  std::uint32_t size = 0;
  postings::ListView view;
};

void window_advance(benchmark::State& state) {
  const List list(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) {
    postings::WindowCursor cursor(list.view);
    std::size_t found = 0;
    for (std::uint32_t window = 0; window * kWindow < 500'000; ++window) found += cursor.seek(window).docs.size();
    benchmark::DoNotOptimize(found);
  }
  count_items(state, 500'000 / kWindow + 1);
}

void read_positions(benchmark::State& state) {
  const List list(100);
  postings::ListView::Positions positions;
  std::uint32_t n = 0;
  for (auto _ : state) {
    list.view.positions(n, positions);
    benchmark::DoNotOptimize(positions.tf);
    n = (n + 37) % list.size;
  }
  count_items(state, 1);
}

BENCHMARK(rows_add);
BENCHMARK(list_add)->ArgName("one_in")->Arg(17)->Arg(100)->Arg(1000);
BENCHMARK(collect)->ArgName("per_mille")->Arg(1)->Arg(20);
BENCHMARK(window_advance)->ArgName("one_in")->Arg(20)->Arg(2000)->Arg(100'000);
BENCHMARK(read_positions);

}  // namespace
