// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <istream>
#include <ostream>

#include "base/fail.h"
#include "base/utf8.h"
#include "engine/jsonl_lines.h"
#include "forestall/evaluation.h"

namespace forestall {
namespace {

constexpr std::size_t kLineLimit = std::size_t{1} << 20;

/// Columns of a line: between tabs if it has any, else between runs of blanks.
std::vector<std::string_view> columns(std::string_view line) {
  std::vector<std::string_view> out;
  const bool tabs = line.find('\t') != std::string_view::npos;
  const std::string_view separator = tabs ? "\t" : " ";
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(separator, begin), line.size());
    if (tabs || end > begin) out.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

[[noreturn]] void bad_line(const engine::LineReader& lines, std::string_view expected) {
  const std::string text = lines.too_long() ? "a line too long" : base::quoted(lines.line());
  fail(ErrorCode::invalid_argument, "line {}: expected {}, not {}", lines.number(), expected, text);
}

double number(std::string_view text, const engine::LineReader& lines, std::string_view expected) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) bad_line(lines, expected);
  return value;
}

bool blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

bool is_header(const std::vector<std::string_view>& fields) {
  return fields[0] == "query_id" || fields[0] == "query-id" || fields[0] == "qid";
}

}  // namespace

Judgements read_judgements(std::istream& in) {
  constexpr std::string_view kExpected = "\"query document grade\" or \"query 0 document grade\"";
  Judgements out;
  engine::LineReader lines(in, kLineLimit);
  while (lines.next()) {
    if (!lines.too_long() && blank(lines.line())) continue;
    const auto fields = columns(lines.line());
    if (fields.size() != 3 && fields.size() != 4) bad_line(lines, kExpected);
    if (lines.number() == 1 && is_header(fields)) continue;
    const std::string_view document = fields[fields.size() - 2];
    if (fields[0].empty() || document.empty()) bad_line(lines, kExpected);
    out[std::string(fields[0])][std::string(document)] = number(fields.back(), lines, kExpected);
  }
  return out;
}

Run read_run(std::istream& in) {
  constexpr std::string_view kExpected = "\"query Q0 document rank score tag\"";
  struct Line {
    Ranked ranked;
    double rank;
  };
  std::map<std::string, std::vector<Line>> queries;
  engine::LineReader lines(in, kLineLimit);
  while (lines.next()) {
    if (!lines.too_long() && blank(lines.line())) continue;
    const auto fields = columns(lines.line());
    if (fields.size() != 6 || fields[0].empty() || fields[2].empty()) bad_line(lines, kExpected);
    queries[std::string(fields[0])].push_back(
        {{std::string(fields[2]), number(fields[4], lines, kExpected)}, number(fields[3], lines, kExpected)});
  }
  Run out;
  for (auto& [query, list] : queries) {
    std::stable_sort(list.begin(), list.end(), [](const Line& a, const Line& b) {
      return a.ranked.score != b.ranked.score ? a.ranked.score > b.ranked.score : a.rank < b.rank;
    });
    auto& answers = out[query];
    answers.reserve(list.size());
    for (Line& line : list) answers.push_back(std::move(line.ranked));
  }
  return out;
}

void write_run(std::ostream& out, std::string_view query, const std::vector<Ranked>& answers, std::string_view tag) {
  std::string text;
  std::size_t rank = 0;
  for (const Ranked& answer : answers)
    fmt::format_to(std::back_inserter(text), "{} Q0 {} {} {} {}\n", query, answer.id, ++rank, answer.score, tag);
  out << text;
}

}  // namespace forestall
