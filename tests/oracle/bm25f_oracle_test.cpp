// SPDX-License-Identifier: Apache-2.0
// Scores computed from the documents' texts alone, without any index.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/analyzer.h"
#include "forestall/analyzer.h"
#include "forestall/index.h"
#include "support/corpus.h"
#include "support/scratch.h"

namespace forestall {
namespace {

struct Plain {
  Document document;
  std::map<std::string, std::array<double, 3>> tf;
  std::array<double, 3> length{};
};

Plain analyzed(const Document& document) {
  Plain plain{document, {}, {}};
  std::string tags;
  for (const std::string& tag : document.tags) tags += tag + " ";
  const std::string* fields[] = {&document.title, &document.body, &tags};
  for (int f = 0; f < 3; ++f)
    for (const AnalyzedTerm& term : analyze(*fields[f], document.lang)) {
      ++plain.tf[term.term][f];
      ++plain.length[f];
    }
  return plain;
}

/// A term of a query, which has spellings that a document's text has not.
struct Asked {
  std::string term;
  std::uint32_t position;
  analysis::Form form;
  bool function_word;
};

std::vector<Asked> asked(const std::string& text, const std::string& lang) {
  const analysis::Analyzer analyzer{Schema{}};
  analysis::Session session = analyzer.session();
  std::vector<analysis::Token> tokens;
  session.analyze(text, lang, tokens, analysis::Use::query);
  std::vector<Asked> out;
  for (const analysis::Token& token : tokens)
    out.push_back({std::string(token.term), token.position, token.form, token.function_word});
  return out;
}

double weight_of(analysis::Form form) {
  return form == analysis::Form::spelling ? 0.12 : form == analysis::Form::part ? 0.25 : 1;
}

bool is_public(const Document& document) { return document.audience.empty() || document.audience[0] == "public"; }

/// The share of the title's terms that the query names, by idf.
template <typename Idf>
double coverage(const Plain& plain, const std::vector<Asked>& query, Idf idf) {
  double named = 0, all = 0;
  for (const auto& [term, tf] : plain.tf) {
    if (tf[0] == 0) continue;
    all += idf(term);
    for (const Asked& asked : query)
      if (asked.term == term) {
        named += idf(term);
        break;
      }
  }
  return all > 0 ? named / all : 0;
}

/// What time, votes and kind make of a text score.
double prior_of(const Document& document, double now) {
  const double helpful = document.votes.helpful, unhelpful = document.votes.unhelpful;
  double prior = 1 + 0.1 * (2 * (helpful + 5) / (helpful + unhelpful + 10) - 1);
  if (document.kind != Kind::topic) return prior;
  prior *= std::pow(1 + helpful, 0.05);
  if (!document.created) return prior;
  const double days = std::max(0.0, now - static_cast<double>(document.created->time_since_epoch().count())) / 86400;
  return prior * (1 + 0.3 * std::exp2(-days / 24));
}

/// The runs of four letters of a word with a mark before it; the word itself with its mark if it is shorter.
std::vector<std::string> runs_of(const std::string& word) {
  std::vector<std::string> letters{"^"}, runs;
  for (const char byte : word) {
    if ((static_cast<unsigned char>(byte) & 0xC0u) == 0x80u)
      letters.back() += byte;
    else
      letters.emplace_back(1, byte);
  }
  for (std::size_t i = 0; i == 0 || i + 4 <= letters.size(); ++i) {
    runs.emplace_back();
    for (std::size_t k = i; k < std::min(i + 4, letters.size()); ++k) runs.back() += letters[k] + ".";
  }
  return runs;
}

/// The share of a term that a document's words hold, by their letters.
template <typename Saturated>
double found_in_part(const std::string& term, const Plain& plain, Saturated saturated) {
  const std::vector<std::string> runs = runs_of(term);
  double sum = 0;
  for (const std::string& run : runs) {
    std::array<double, 3> tf{};
    for (const auto& [word, counts] : plain.tf)
      for (const std::string& other : runs_of(word))
        if (other == run)
          for (int f = 0; f < 3; ++f) tf[f] += counts[f];
    sum += saturated(tf);
  }
  return sum / static_cast<double>(runs.size());
}

/// Adds to the 50 best what words with the same letters give.
void add_closeness(const std::map<std::string, double>& closeness, std::map<std::string, double>& scores) {
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [id, score] : scores) order.emplace_back(-score, id);
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < std::min<std::size_t>(50, order.size()); ++i)
    scores[order[i].second] += closeness.at(order[i].second);
}

/// BM25F with the factors of votes, age and title, and closeness, as the documentation states it.
std::map<std::string, double> scores(const std::vector<Plain>& corpus, const std::vector<Asked>& query,
                                     const std::string& lang, double now) {
  const Schema schema;
  const FieldWeight fields[] = {schema.title, schema.body, schema.tags};
  double n = 0;
  std::array<double, 3> average{};
  std::map<std::string, double> df;
  for (const Plain& plain : corpus) {
    if (plain.document.lang != lang || !is_public(plain.document)) continue;
    ++n;
    for (int f = 0; f < 3; ++f) average[f] += plain.length[f];
    for (const auto& [term, tf] : plain.tf) ++df[term];
  }
  for (double& value : average) value = std::max(1.0, value / n);
  const auto idf = [&](const std::string& term) { return std::log(1 + (n - df[term] + 0.5) / (df[term] + 0.5)); };
  const double words = query.empty() ? 0 : query.back().position + 1;
  const double reduced = 1 - 0.7 * std::clamp((words - 4) / 6, 0.0, 1.0);
  std::map<std::string, double> out, closeness;
  for (const Plain& plain : corpus) {
    if (plain.document.lang != lang || !is_public(plain.document)) continue;
    const auto saturated = [&](const std::array<double, 3>& tf) {
      double t = 0;
      for (int f = 0; f < 3; ++f)
        if (plain.length[f] > 0)
          t += fields[f].weight * tf[f] / (1 - fields[f].b + fields[f].b * plain.length[f] / average[f]);
      return (schema.k1_search + 1) * t / (schema.k1_search + t);
    };
    double score = 0, close = 0;
    for (const Asked& term : query) {
      const double weight = (term.function_word ? reduced : 1) * weight_of(term.form) * idf(term.term);
      close += weight * found_in_part(term.term, plain, saturated);
      const auto found = plain.tf.find(term.term);
      if (found != plain.tf.end()) score += weight * saturated(found->second);
    }
    if (score == 0) continue;
    double prior = prior_of(plain.document, now);
    if (plain.document.kind != Kind::topic) prior *= 1 + 0.2 * coverage(plain, query, idf);
    out[plain.document.id] = score * prior;
    closeness[plain.document.id] = close * prior;
  }
  add_closeness(closeness, out);
  return out;
}

constexpr std::int64_t kNow = 1'705'000'000;

TEST(Bm25fOracle, ScoresAgreeWithThoseComputedFromTheTexts) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(3)); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    support::Corpus corpus(seed);
    const support::Scratch scratch;
    Index index = Index::create(scratch / "index", {}, {.memory_budget = std::size_t{1} << 20, .background = false});
    std::map<std::string, Plain> living;
    for (std::uint32_t i = 0; i < 800; ++i) {
      Document document = corpus.document(corpus.number(500));
      if (document.kind == Kind::reply) continue;
      if (corpus.chance(15)) {
        index.remove(document.id);
        living.erase(document.id);
      } else {
        index.put(document);
        living[document.id] = analyzed(document);
      }
    }
    std::vector<Plain> plain;
    for (const auto& [id, document] : living) plain.push_back(document);
    for (int i = 0; i < 20; ++i) {
      const std::string lang = corpus.chance(50) ? "en" : "fr", text = corpus.text(12);
      const auto expected = scores(plain, asked(text, lang), lang, kNow);
      const SearchResult found = index.searcher().search(
          Query::words(text),
          {.limit = 1000, .langs = {lang}, .now = Time(std::chrono::seconds(kNow)), .documents = false});
      EXPECT_EQ(found.total, expected.size());
      ASSERT_EQ(found.hits.size(), expected.size());
      for (const Hit& hit : found.hits) EXPECT_NEAR(hit.score, expected.at(hit.id), 1e-9 * hit.score) << hit.id;
      for (std::size_t h = 1; h < found.hits.size(); ++h) EXPECT_GE(found.hits[h - 1].score, found.hits[h].score);
    }
  }
}

}  // namespace
}  // namespace forestall
