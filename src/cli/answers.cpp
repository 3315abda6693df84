// SPDX-License-Identifier: Apache-2.0
#include "cli/answers.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/highlight.h"
#include "cli/terminal.h"

namespace forestall::cli {
namespace {

std::string language_text(const LanguageChoice& lang) {
  if (lang.code.empty()) return "every language";
  return fmt::format("language {} ({}{})", printable(lang.code), lang.source, lang.only ? "" : ", others too");
}

void print_hit(std::ostream& out, std::size_t rank, const Hit& hit, const std::string& value) {
  const std::string title = hit.title.empty() ? printable(hit.id) : highlighted(hit.title, hit.title_highlights);
  out << fmt::format("{:>2}. {}  {}\n", rank, bold(title), green(value));
  std::string facts = fmt::format("{} · {}", to_string(hit.kind), printable(hit.id));
  if (!hit.lang.empty()) facts += " · " + printable(hit.lang);
  if (hit.solved) facts += " · solved";
  if (hit.votes.helpful > 0) facts += fmt::format(" · helped {}", grouped(hit.votes.helpful));
  if (!hit.url.empty()) facts += " · " + printable(hit.url);
  out << "    " << dim(facts) << '\n';
  if (!hit.snippet.text.empty()) out << "    " << highlighted(hit.snippet.text, hit.snippet.highlights) << '\n';
}

/// The reason in one line, and with `explain` the share of every word.
void print_reasons(std::ostream& out, const Explanation& explanation, bool explain) {
  std::string words;
  for (const std::string& word : explanation.words) words += (words.empty() ? "" : ", ") + printable(word);
  std::string why = words.empty() ? "" : "because of " + words;
  if (explanation.solved_similar > 0)
    why += fmt::format("; solved {} similar tickets", grouped(explanation.solved_similar));
  if (explanation.votes.helpful > 0) {
    why += fmt::format("; helpful to {} of {}", grouped(explanation.votes.helpful),
                       grouped(std::uint64_t{explanation.votes.helpful} + explanation.votes.unhelpful));
  }
  if (!why.empty()) out << "    " << dim(why) << '\n';
  if (!explain) return;
  for (const TermScore& term : explanation.terms) {
    out << fmt::format("      {:>9.4f}  {}{}\n", term.score, printable(term.term),
                       term.word.empty() || term.word == term.term ? "" : " (" + printable(term.word) + ")");
  }
  const std::string close =
      explanation.closeness > 0 ? fmt::format("; {:.4f} for words that share letters", explanation.closeness) : "";
  out << fmt::format("      {:>9.4f}  in all: {:.4f} for the text, times {:.4f} for votes, age and kind{}\n",
                     explanation.score, explanation.text, explanation.prior, close);
}

void print_facet(std::ostream& out, const Facet& facet) {
  std::string values;
  for (const Facet::Value& value : facet.values)
    values += fmt::format("{}{} {}", values.empty() ? "" : ", ", printable(value.value), grouped(value.count));
  if (facet.total > facet.values.size()) values += fmt::format(" and {} more", facet.total - facet.values.size());
  out << bold(std::string(to_string(facet.by))) << "  " << (values.empty() ? "none" : values) << '\n';
}

}  // namespace

void print(std::ostream& out, const SearchResult& result, bool explain) {
  for (const std::string& warning : result.warnings) out << yellow("note: ") << printable(warning) << '\n';
  if (result.corrected)
    out << (result.corrected->searched ? "Searched for: " : "Did you mean: ") << bold(printable(result.corrected->text))
        << '\n';
  std::size_t rank = 0;
  for (const Hit& hit : result.hits) {
    print_hit(out, ++rank, hit, fmt::format("{:.3f}", hit.score));
    if (hit.explanation) print_reasons(out, *hit.explanation, explain);
  }
  if (result.hits.empty()) out << "Nothing found.\n";
  for (const Facet& facet : result.facets) print_facet(out, facet);
  out << dim(fmt::format("{} {} in {}, {}{}", grouped(result.total), result.total == 1 ? "match" : "matches",
                         duration_text(static_cast<double>(result.took_us) / 1e6), language_text(result.lang),
                         result.exact ? "" : "; not all that match were looked at"))
      << '\n';
}

void print(std::ostream& out, const Suggestions& suggestions, bool explain) {
  std::size_t rank = 0;
  for (const Solution& item : suggestions.items) {
    print_hit(out, ++rank, item, fmt::format("{:.0f} %", item.confidence * 100));
    if (item.explanation) print_reasons(out, *item.explanation, explain);
  }
  if (suggestions.items.empty()) {
    out << (suggestions.status == SuggestStatus::too_short ? "Too little text to suggest anything.\n"
                                                           : "No suggestion that is likely to help.\n");
  }
  out << dim(fmt::format("one of these helps: {:.0f} %; {}, {}{}", suggestions.confidence * 100,
                         duration_text(static_cast<double>(suggestions.took_us) / 1e6), language_text(suggestions.lang),
                         suggestions.exact ? "" : "; cut by the time limit"))
      << '\n';
}

}  // namespace forestall::cli
