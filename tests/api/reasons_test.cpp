// SPDX-License-Identifier: Apache-2.0
// What is said of an answer agrees with a person: the words that are named, and the order of the confidences.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "forestall/index.h"
#include "forestall/suggester.h"
#include "suggest/confidence.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::UnorderedElementsAre;

class Reasons : public testing::Test {
 protected:
  std::vector<std::string> words(const std::string& lang, const std::string& title, const std::string& query) {
    Document document = support::article("a", title);
    document.lang = lang;
    index.put(document);
    SearchOptions options{.langs = {lang}};
    options.explain = true;
    const SearchResult found = index.searcher().search(Query::words(query), options);
    return found.hits.empty() ? std::vector<std::string>{} : found.hits[0].explanation->words;
  }
  support::Scratch scratch;
  Index index = Index::create(scratch / "index");
};

TEST_F(Reasons, AreWholeWordsInsteadOfBigrams) {
  EXPECT_THAT(words("ja", "メールが届きません", "昨日からメールが届きません"), ElementsAre("メール", "届"));
  EXPECT_THAT(words("zh", "重置密码的方法", "怎么重置密码"), UnorderedElementsAre("重置", "密码"));
}

TEST_F(Reasons, AreAtMostFiveWithoutFunctionWords) {
  const auto named = words("en", "Because of the printer the paper jam stops scanner, tray and cable of this device",
                           "because of the paper jam the printer, scanner, tray, cable and device stop");
  EXPECT_EQ(named.size(), 5u);
  EXPECT_THAT(named, Not(Contains("because")));
  EXPECT_THAT(named, Not(Contains("the")));
}

TEST_F(Reasons, AreFunctionWordsWhereNothingElseMatched) {
  EXPECT_THAT(words("en", "Because of the weather", "because"), ElementsAre("because"));
}

TEST_F(Reasons, NameAWordOnceHoweverOftenItIsAsked) {
  EXPECT_THAT(words("en", "Printer", "Printer printer PRINTER"), ElementsAre("Printer"));
}

TEST_F(Reasons, NameTheWordForItsPartsAndSpellings) {
  EXPECT_THAT(words("de", "Druckertreiber", "Druckertreiber"), ElementsAre("Druckertreiber"));
  EXPECT_THAT(words("sv", "lösenord", "lösenord"), ElementsAre("lösenord"));
  EXPECT_THAT(words("en", "E-mail", "e-mail"), ElementsAre("e-mail"));
  EXPECT_THAT(words("de", "Drucker und Treiber", "Drucker Treiber"), UnorderedElementsAre("Drucker", "Treiber"));
}

TEST(Confidences, NeverRiseAlongTheList) {
  support::Corpus corpus(8);
  const support::Scratch scratch;
  Index index = Index::create(scratch / "index");
  Batch batch;
  for (std::uint32_t i = 0; i < 400; ++i) batch.put(corpus.document(i));
  index.write(batch);
  SuggestOptions options{.limit = 8, .min_confidence = 0};
  options.reader = Reader::everything();
  std::size_t several = 0;
  for (int i = 0; i < 60; ++i) {
    const Suggestions found =
        Suggester(index.searcher()).solutions_for({corpus.text(6), corpus.text(30), "en", {}, "", {}}, options);
    several += found.items.size() > 1;
    for (std::size_t k = 1; k < found.items.size(); ++k)
      EXPECT_LE(found.items[k].confidence, found.items[k - 1].confidence);
  }
  EXPECT_GT(several, 20u);
}

TEST(Confidences, ThatContradictTheOrderShareTheirMean) {
  std::vector<double> each{.14, .22, .69, .1, .3};
  suggest::Confidence::pool(each);
  EXPECT_THAT(each, ElementsAre(testing::DoubleEq(.35), testing::DoubleEq(.35), testing::DoubleEq(.35),
                                testing::DoubleEq(.2), testing::DoubleEq(.2)));
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> values(random() % 10), pooled;
    double sum = 0, after = 0;
    for (double& value : values) sum += value = static_cast<double>(random() % 100) / 100;
    suggest::Confidence::pool(pooled = values);
    for (std::size_t i = 0; i < pooled.size(); ++i) {
      after += pooled[i];
      EXPECT_LE(pooled[i], i > 0 ? pooled[i - 1] : 1);
    }
    EXPECT_NEAR(sum, after, 1e-9);
    suggest::Confidence::pool(values = pooled);
    EXPECT_EQ(values, pooled) << "what is in order stays";
  }
}

}  // namespace
}  // namespace forestall
