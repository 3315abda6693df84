// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/bench_report.h"
#include "cli/eval_groups.h"

namespace forestall::cli {
namespace {

constexpr double kSize = 320, kMargin = 40;

double x_of(double share) { return kMargin + share * (kSize - kMargin - 10); }
double y_of(double share) { return 10 + (1 - share) * (kSize - kMargin - 10); }

std::string row(const std::string& name, const MeanMeasures& mean) {
  std::string out = fmt::format("<tr><th>{}</th><td>{}</td>", escaped(name), mean.queries);
  for (const double value : mean.mean) out += fmt::format("<td>{:.4f}</td>", value);
  return out + "</tr>\n";
}

std::string table(const std::string& caption, const std::vector<std::pair<std::string, MeanMeasures>>& rows) {
  std::string out = fmt::format("<h2>{}</h2>\n<table><tr><th></th><th>queries</th>", escaped(caption));
  for (std::size_t i = 0; i < kMeasures; ++i) out += fmt::format("<th>{}</th>", title_of(static_cast<Measure>(i)));
  out += "</tr>\n";
  for (const auto& [name, mean] : rows) out += row(name, mean);
  return out + "</table>\n";
}

/// nDCG@10 of each group as a bar.
std::string bars(const std::vector<std::pair<std::string, MeanMeasures>>& rows) {
  constexpr double kRow = 22, kName = 110, kWidth = 420;
  std::string out = fmt::format("<svg viewBox=\"0 0 {} {}\" width=\"{}\">\n", kName + kWidth + 60,
                                kRow * static_cast<double>(rows.size()) + 4, kName + kWidth + 60);
  double y = 2;
  for (const auto& [name, mean] : rows) {
    const double value = mean.mean.at(Measure::ndcg_10);
    out += fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{:.1f}\" "
        "height=\"{}\"/><text x=\"{:.1f}\" y=\"{}\">{:.3f}</text>\n",
        kName - 6, y + 15, escaped(name), kName, y, value * kWidth, kRow - 6, kName + value * kWidth + 4, y + 15,
        value);
    y += kRow;
  }
  return out + "</svg>\n";
}

std::string frame(const std::string& x, const std::string& y) {
  std::string out = fmt::format("<svg viewBox=\"0 0 {0} {0}\" width=\"{0}\">\n", kSize);
  for (const double tick : {0.0, 0.25, 0.5, 0.75, 1.0})
    out += fmt::format(
        "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/><line class=\"grid\" "
        "x1=\"{3:.1f}\" x2=\"{4:.1f}\" y1=\"{5:.1f}\" y2=\"{5:.1f}\"/><text x=\"{0:.1f}\" y=\"{6:.1f}\" "
        "text-anchor=\"middle\">{7}</text><text x=\"{8:.1f}\" y=\"{9:.1f}\" text-anchor=\"end\">{7}</text>\n",
        x_of(tick), y_of(0), y_of(1), x_of(0), x_of(1), y_of(tick), y_of(0) + 14, tick, x_of(0) - 4, y_of(tick) + 4);
  return out + fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{} → {}</text>\n", x_of(0.5), kSize - 2,
                           escaped(x), escaped(y));
}

std::string curves(const Reliability& reliability) {
  std::string out = fmt::format(
      "<h2>Confidence</h2>\n<p>{} drafts; calibration error {:.3f}; area under the ROC curve "
      "{:.3f}. Left: how often a suggestion was right, by confidence. Right: how often, by the "
      "share of drafts that are answered when only the most confident are.</p>\n",
      reliability.drafts, reliability.ece, reliability.auc);
  out += frame("confidence", "right");
  out += fmt::format("<line class=\"even\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", x_of(0), y_of(0), x_of(1),
                     y_of(1));
  for (const Reliability::Bin& bin : reliability.bins)
    if (bin.drafts > 0)
      out +=
          fmt::format("<circle class=\"bar\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"><title>{} drafts</title></circle>\n",
                      x_of(bin.confidence), y_of(bin.right), bin.drafts);
  out += "</svg>\n" + frame("answered", "right");
  std::string points;
  for (const Calibration::Point& point : reliability.curve)
    points += fmt::format("{:.1f},{:.1f} ", x_of(point.coverage), y_of(point.precision));
  return out + fmt::format("<polyline class=\"line\" points=\"{}\"/>\n</svg>\n", points);
}

}  // namespace

std::string eval_html(const std::string& title, const Evaluation& evaluation, const std::vector<Groups>& groups,
                      const Reliability* reliability) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title><style>\n"
      "body{{font:14px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}}\n"
      "table{{border-collapse:collapse}}td,th{{padding:.2em .8em;text-align:right;border-bottom:1px solid #ddd}}\n"
      "svg text{{font:11px "
      "sans-serif}}.bar{{fill:#2a6fb0}}.grid{{stroke:#e4e4e4}}.even{{stroke:#999;stroke-dasharray:4}}"
      ".line{{fill:none;stroke:#2a6fb0;stroke-width:2}}\n</style></head><body>\n<h1>{0}</h1>\n",
      escaped(title));
  std::vector<std::pair<std::string, MeanMeasures>> rows{{"all", evaluation.overall}};
  if (evaluation.by_language.size() > 1)
    for (const auto& [lang, mean] : evaluation.by_language) rows.emplace_back(lang.empty() ? "?" : lang, mean);
  out += table("Measures", rows) + bars(rows);
  for (const Groups& group : groups)
    if (group.groups.size() > 1) out += table("By " + group.name, group.groups) + bars(group.groups);
  if (reliability != nullptr) out += curves(*reliability);
  return out + "</body></html>\n";
}

}  // namespace forestall::cli
