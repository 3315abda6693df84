// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/bench_report.h"
#include "cli/terminal.h"

namespace forestall::cli {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

namespace {

constexpr double kWidth = 760, kHeight = 240, kLeft = 56, kRight = 24, kBottom = 36, kTop = 10;

/// Times lie on a logarithmic axis from `low` to `high`.
struct Axis {
  double low = 1, high = 10;
  double x(double value) const {
    const double share = std::log(std::max(value, low) / low) / std::log(high / low);
    return kLeft + share * (kWidth - kLeft - kRight);
  }
};

Axis axis_of(const std::vector<double>& sorted) {
  if (sorted.empty()) return {};
  const double low = std::pow(10, std::floor(std::log10(std::max(sorted.front(), 0.1))));
  const double high = std::pow(10, std::ceil(std::log10(std::max(sorted.back(), 1.0))));
  return {low, std::max(high, low * 10)};
}

double y_of(double share) { return kTop + (1 - share) * (kHeight - kTop - kBottom); }

std::string grid(const Axis& axis) {
  std::string out;
  for (double decade = axis.low; decade <= axis.high * 1.001; decade *= 10) {
    for (const int step : {1, 2, 5}) {
      const double value = decade * step;
      if (value > axis.high * 1.001) break;
      out += fmt::format(
          "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\"/><text x=\"{0:.1f}\" "
          "y=\"{3}\">{4}</text>\n",
          axis.x(value), kTop, kHeight - kBottom, kHeight - kBottom + 16, duration_text(value / 1e6));
    }
  }
  return out;
}

std::string histogram(const std::vector<double>& sorted, const Axis& axis) {
  constexpr std::size_t kBars = 60;
  std::vector<std::size_t> counts(kBars, 0);
  const double width = (kWidth - kLeft - kRight) / kBars;
  for (const double value : sorted) {
    const auto bar = static_cast<std::size_t>((axis.x(value) - kLeft) / width);
    ++counts[std::min(bar, kBars - 1)];
  }
  const std::size_t most = std::max<std::size_t>(*std::max_element(counts.begin(), counts.end()), 1);
  std::string out;
  for (std::size_t i = 0; i < kBars; ++i) {
    if (counts[i] == 0) continue;
    const double y = y_of(static_cast<double>(counts[i]) / static_cast<double>(most));
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"><title>{} queries</title></rect>\n",
        kLeft + static_cast<double>(i) * width, y, width - 1, kHeight - kBottom - y, counts[i]);
  }
  return out;
}

std::string curve(const std::vector<double>& sorted, const Axis& axis) {
  std::string points;
  const std::size_t step = std::max<std::size_t>(1, sorted.size() / 500);
  for (std::size_t i = 0; i < sorted.size(); i += step) {
    points += fmt::format("{:.1f},{:.1f} ", axis.x(sorted[i]),
                          y_of(static_cast<double>(i + 1) / static_cast<double>(sorted.size())));
  }
  return fmt::format("<polyline points=\"{}\"/>\n", points);
}

std::string plot(const std::vector<double>& sorted) {
  const Axis axis = axis_of(sorted);
  std::string out = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Distribution of latencies\">\n",
                                kWidth, kHeight);
  out += grid(axis) + histogram(sorted, axis) + curve(sorted, axis);
  for (const double share : {0.0, 0.5, 0.9, 1.0}) {
    out += fmt::format("<text class=\"share\" x=\"{}\" y=\"{:.1f}\">{:.0f} %</text>\n", kLeft - 6, y_of(share) + 4,
                       share * 100);
  }
  for (const double share : {0.5, 0.9, 0.99}) {
    const double value = quantile(sorted, share);
    out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"><title>p{:.0f}: {}</title></circle>\n",
                       axis.x(value), y_of(share), share * 100, duration_text(value / 1e6));
  }
  return out + "</svg>\n";
}

std::string row(const std::string& name, const std::string& value) {
  return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", name, value);
}

std::string times_table(const BenchReport& report) {
  std::string out = "<table><thead><tr><th></th><th>fastest of a query</th><th>every sample</th></tr></thead><tbody>\n";
  const auto line = [&](const std::string& name, double best, double all) {
    out += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", name, duration_text(best / 1e6),
                       duration_text(all / 1e6));
  };
  for (const double share : {0.5, 0.9, 0.99}) {
    line(fmt::format("p{:.0f}", share * 100), quantile(report.best, share), quantile(report.all, share));
  }
  line("max", quantile(report.best, 1), quantile(report.all, 1));
  line("mean", mean(report.best), mean(report.all));
  return out + "</tbody></table>\n";
}

constexpr const char* kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:50rem;padding:0 "
    "1rem;color:#1b1b1f;background:#fff}"
    "table{border-collapse:collapse;margin:1rem 0}th,td{padding:.2rem .8rem;border-bottom:1px solid "
    "#ccc;text-align:right}"
    "th[scope=row]{text-align:left;font-weight:600}svg{width:100%;height:auto}svg "
    "text{font-size:11px;text-anchor:middle;fill:#444}"
    "svg "
    ".share{text-anchor:end}.grid{stroke:#ddd}rect{fill:#9db7e0}polyline{fill:none;stroke:#b3401f;stroke-width:2}"
    "circle{fill:#b3401f}";

}  // namespace

std::string to_html(const BenchReport& report, const std::string& database, const std::string& queries) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\">"
      "<title>forestall bench {0}</title><style>{1}</style></head><body>\n<h1>forestall bench {0}</h1>\n",
      escaped(report.mode), kStyle);
  out += "<table><tbody>\n" + row("Index", escaped(database)) + row("Documents", grouped(report.documents)) +
         row("Segments", grouped(report.segments)) +
         row("Queries", fmt::format("{} ({})", grouped(report.queries), escaped(queries))) +
         row("Answers to each", grouped(report.k)) + row("Repetitions", grouped(report.reps)) +
         row("Threads", grouped(report.threads)) + row("Queries a second", fmt::format("{:.0f}", report.qps));
  if (report.verified) {
    out += row("Other answers than the exhaustive scorer's",
               fmt::format("{} of {}", grouped(report.different.size()), grouped(report.queries)));
  }
  out += "</tbody></table>\n" + times_table(report) + "<h2>Fastest time of each query</h2>\n" + plot(report.best) +
         "<p>Bars: how many queries take that long (logarithmic axis). Line: the share of queries that take no longer; "
         "dots at "
         "p50, p90 and p99.</p>\n</body></html>\n";
  return out;
}

}  // namespace forestall::cli
