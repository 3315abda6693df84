// SPDX-License-Identifier: Apache-2.0
// Scores computed from the documents' texts alone, without any index.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

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

bool is_public(const Document& document) { return document.audience.empty() || document.audience[0] == "public"; }

/// BM25F with the votes' factor, as the documentation states it.
std::map<std::string, double> scores(const std::vector<Plain>& corpus, const std::vector<AnalyzedTerm>& query,
                                     const std::string& lang) {
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
  std::map<std::string, double> out;
  for (const Plain& plain : corpus) {
    if (plain.document.lang != lang || !is_public(plain.document)) continue;
    double score = 0;
    for (const AnalyzedTerm& term : query) {
      const auto found = plain.tf.find(term.term);
      if (found == plain.tf.end()) continue;
      double t = 0;
      for (int f = 0; f < 3; ++f)
        if (plain.length[f] > 0)
          t += fields[f].weight * found->second[f] / (1 - fields[f].b + fields[f].b * plain.length[f] / average[f]);
      score += std::log(1 + (n - df[term.term] + 0.5) / (df[term.term] + 0.5)) * (schema.k1_search + 1) * t /
               (schema.k1_search + t);
    }
    const double helpful = plain.document.votes.helpful, unhelpful = plain.document.votes.unhelpful;
    const double prior = 1 + 0.1 * (2 * (helpful + 5) / (helpful + unhelpful + 10) - 1);
    if (score > 0) out[plain.document.id] = score * prior;
  }
  return out;
}

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
      const auto expected = scores(plain, analyze(text, lang), lang);
      const SearchResult found =
          index.searcher().search(Query::words(text), {.limit = 1000, .langs = {lang}, .documents = false});
      EXPECT_EQ(found.total, expected.size());
      ASSERT_EQ(found.hits.size(), expected.size());
      for (const Hit& hit : found.hits) EXPECT_NEAR(hit.score, expected.at(hit.id), 1e-9 * hit.score) << hit.id;
      for (std::size_t h = 1; h < found.hits.size(); ++h) EXPECT_GE(found.hits[h - 1].score, found.hits[h].score);
    }
  }
}

}  // namespace
}  // namespace forestall
