// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forestall/index.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::article;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Search : public testing::Test {
 protected:
  std::vector<std::string> ids(const std::string& query, SearchOptions options = {}) {
    if (options.langs.empty()) options.langs = {"any"};
    std::vector<std::string> found;
    for (const Hit& hit : index.searcher().search(query, options).hits) found.push_back(hit.id);
    return found;
  }
  Document dated(const std::string& id, std::int64_t seconds) {
    Document document = article(id, "printer");
    document.created = Time(std::chrono::seconds(seconds));
    return document;
  }
  support::Scratch scratch;
  Index index = Index::create(scratch / "index");
};

TEST_F(Search, MatchesAnyWordAndRanksTheBetterMatchFirst) {
  index.put(article("both", "reset password"));
  index.put(article("one", "reset the printer"));
  index.put(article("none", "change address"));
  EXPECT_THAT(ids("password reset"), ElementsAre("both", "one"));
}

TEST_F(Search, HonoursRequiredAndExcludedWords) {
  index.put(article("a", "red printer"));
  index.put(article("b", "red scanner"));
  index.put(article("c", "blue printer"));
  EXPECT_THAT(ids("+red printer"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(ids("printer -red"), ElementsAre("c"));
  EXPECT_THAT(ids("red AND printer"), ElementsAre("a"));
  EXPECT_THAT(ids("(blue OR scanner) AND NOT printer"), ElementsAre("b"));
  EXPECT_THAT(ids("-red -blue"), IsEmpty());
}

TEST_F(Search, ExcludesAWordThatAnalysisSplitsOnlyWhereAllOfItStands) {
  index.put(article("mail", "Mail on the tablet"));
  index.put(article("e-mail", "E-mail on the tablet"));
  EXPECT_THAT(ids("tablet -e-mail"), ElementsAre("mail"));
  index.put(article("new", "Tablet version 3.2.1"));
  EXPECT_THAT(ids("version -3.2.2"), ElementsAre("new"));
}

TEST_F(Search, FindsANumberOrAnOptionBehindAMinus) {
  index.put(article("a", "Scanner stops with -1073740791"));
  index.put(article("b", "Scanner stops with -1073740792"));
  index.put(article("c", "Start the daemon with -q"));
  EXPECT_THAT(ids("-1073740791"), ElementsAre("a"));
  EXPECT_THAT(ids("scanner stops -1073740792").front(), "b");
  EXPECT_THAT(ids("-q"), ElementsAre("c"));
}

TEST_F(Search, CountsTheMatchesByTheValuesOfAFacet) {
  Document a = article("a", "paper jam"), b = article("b", "paper"), hidden = article("c", "paper");
  a.product = {"mail", "print"};
  b.product = {"print"};
  b.kind = Kind::faq;
  hidden.product = {"secret"};
  hidden.audience = {"agent"};
  for (const Document& document : {a, b, hidden, article("d", "other")}) index.put(document);
  const SearchResult result = index.searcher().search("paper", {.facets = {"product", "kind"}});
  ASSERT_EQ(result.facets.size(), 2u);
  const auto values = [](const Facet& facet) {
    std::vector<std::pair<std::string, std::uint64_t>> out;
    for (const Facet::Value& value : facet.values) out.emplace_back(value.value, value.count);
    return out;
  };
  using Values = std::vector<std::pair<std::string, std::uint64_t>>;
  EXPECT_EQ(values(result.facets[0]), (Values{{"print", 2}, {"mail", 1}}));
  EXPECT_EQ(values(result.facets[1]), (Values{{"article", 1}, {"faq", 1}}));
  const SearchResult cut = index.searcher().search("paper", {.limit = 0, .facets = {"product"}, .facet_limit = 1});
  EXPECT_EQ(values(cut.facets[0]), (Values{{"print", 2}}));
  EXPECT_EQ(cut.facets[0].total, 2u);
  EXPECT_THROW(index.searcher().search("paper", {.facets = {"colour"}}), Error);
}

TEST_F(Search, FindsPhrasesInOrderWithinOneField) {
  index.put(article("a", "paper jam in tray two", "the tray"));
  index.put(article("b", "jam paper", "tray in two jam"));
  EXPECT_THAT(ids("\"paper jam\""), ElementsAre("a"));
  EXPECT_THAT(ids("\"two the\""), IsEmpty()) << "title and body are not neighbours";
}

TEST_F(Search, LooksInTheFieldThatIsNamed) {
  index.put(article("title", "printer", "x"));
  index.put(article("body", "x", "printer"));
  Document tagged = article("tag", "x", "x");
  tagged.tags = {"printer"};
  index.put(tagged);
  EXPECT_THAT(ids("title:printer"), ElementsAre("title"));
  EXPECT_THAT(ids("body:printer"), ElementsAre("body"));
  EXPECT_THAT(ids("tags:printer"), ElementsAre("tag"));
  EXPECT_EQ(ids("printer").size(), 3u);
}

TEST_F(Search, FiltersInsideEvaluationSoThatTotalsAreRight) {
  for (int i = 0; i < 40; ++i) {
    Document document = article("d" + std::to_string(i), "printer");
    document.kind = i % 2 == 0 ? Kind::faq : Kind::article;
    if (i % 4 != 3) document.product = {i % 4 == 0 ? "mail" : "vault"};
    document.category = i % 5 == 0 ? "access" : "billing";
    document.tags = {"t" + std::to_string(i % 3), "all"};
    index.put(document);
  }
  const auto total = [&](Filter filter) {
    return index.searcher().search("printer", {.filter = std::move(filter)}).total;
  };
  EXPECT_EQ(total({.kinds = {Kind::faq}}), 20u);
  EXPECT_EQ(total({.products = {"mail"}}), 20u) << "ten for mail and ten for no product in particular";
  EXPECT_EQ(total({.categories = {"access"}}), 8u);
  EXPECT_EQ(total({.tags = {"all", "t1"}}), 13u);
  EXPECT_EQ(total({.kinds = {Kind::faq}, .categories = {"access"}}), 4u);
}

TEST_F(Search, FiltersByDateWithAnOpenEnd) {
  index.put(dated("old", 1000));
  index.put(dated("new", 2000));
  index.put(article("never", "printer"));
  EXPECT_THAT(ids("printer", {.filter = {.created_from = Time(std::chrono::seconds(1500))}}), ElementsAre("new"));
  EXPECT_THAT(ids("printer", {.filter = {.created_to = Time(std::chrono::seconds(2000))}}), ElementsAre("old"));
}

TEST_F(Search, SortsByDateAndByVotes) {
  for (int i = 0; i < 5; ++i) {
    Document document = dated("d" + std::to_string(i), 1000 * ((i * 3) % 5));
    document.votes.helpful = static_cast<std::uint32_t>((i * 2) % 5);
    index.put(document);
  }
  EXPECT_THAT(ids("printer", {.sort = Sort::date}), ElementsAre("d3", "d1", "d4", "d2", "d0"));
  EXPECT_THAT(ids("printer", {.sort = Sort::votes}), ElementsAre("d2", "d4", "d1", "d3", "d0"));
}

TEST_F(Search, PagesWithoutGapsOrRepetitions) {
  for (int i = 0; i < 50; ++i)
    index.put(article("d" + std::to_string(i), "printer", std::string(static_cast<std::size_t>(i % 7), 'x')));
  std::vector<std::string> paged;
  for (std::size_t offset = 0; offset < 50; offset += 7)
    for (const std::string& id : ids("printer", {.limit = 7, .offset = offset})) paged.push_back(id);
  EXPECT_EQ(paged, ids("printer", {.limit = 50}));
}

TEST_F(Search, KeepsToTheLanguagesAskedFor) {
  for (const std::string lang : {"fr", "en", "pt-BR", "pt-PT", "zh-CN", "zh-TW"}) {
    Document document = article(lang, "wifi");
    document.lang = lang;
    index.put(document);
  }
  Document unknown = article("unknown", "wifi");
  unknown.lang.clear();
  index.put(unknown);
  EXPECT_THAT(ids("wifi", {.langs = {"fr"}}), UnorderedElementsAre("fr", "unknown"));
  EXPECT_THAT(ids("wifi", {.langs = {"pt"}}), UnorderedElementsAre("pt-BR", "pt-PT", "unknown"));
  EXPECT_THAT(ids("wifi", {.langs = {"zh-CN", "en"}}), UnorderedElementsAre("zh-CN", "en", "unknown"));
  EXPECT_THAT(ids("wifi", {.langs = {"pt-BR"}}), UnorderedElementsAre("pt-BR", "unknown"));
  EXPECT_THAT(ids("wifi", {.langs = {"fr-CA"}}), UnorderedElementsAre("fr", "unknown"));
  EXPECT_THAT(ids("wifi", {.langs = {"pt-AO"}}), UnorderedElementsAre("pt-BR", "pt-PT", "unknown"));
  EXPECT_THAT(ids("wifi", {.langs = {"eng"}}), UnorderedElementsAre("en", "unknown"));
  EXPECT_THAT(ids("wifi", {.langs = {"zh-Hant-HK"}}), UnorderedElementsAre("zh-TW", "unknown"));
  EXPECT_EQ(ids("wifi", {.langs = {"und"}}).size(), 7u);
  EXPECT_EQ(ids("wifi", {.langs = {"any"}}).size(), 7u);
}

TEST_F(Search, ShowsASnippetAroundTheBestPassage) {
  std::string filler;
  for (int i = 0; i < 100; ++i) filler += "Nothing of note stands here. ";
  index.put(article("a", "Manual", filler + "To reset the password open the <b>account</b> page. " + filler));
  const SearchResult found = index.searcher().search("reset password");
  const Highlighted& snippet = found.hits.at(0).snippet;
  EXPECT_NE(snippet.text.find("reset the password open"), std::string::npos) << snippet.text;
  ASSERT_EQ(snippet.highlights.size(), 2u);
  EXPECT_EQ(snippet.highlights[0].length, 5u);
  EXPECT_EQ(snippet.highlights[1].length, 8u);
}

TEST_F(Search, MarksAPhraseWhereItStandsAndAFieldWhereItWasAsked) {
  index.put(
      article("a", "Reset passwords", "Reset it. A password was sent. Then reset the password, or reset password."));
  const auto marks = [&](const std::string& query) {
    const Hit hit = index.searcher().search(query).hits.at(0);
    return std::pair(hit.title_highlights.size(), hit.snippet.highlights.size());
  };
  EXPECT_EQ(marks("\"reset password\""), std::pair(std::size_t{2}, std::size_t{2}));
  EXPECT_EQ(marks("\"was sent\""), std::pair(std::size_t{0}, std::size_t{2}));
  EXPECT_EQ(marks("title:reset"), std::pair(std::size_t{1}, std::size_t{0}));
  EXPECT_EQ(marks("title:reset body:password"), std::pair(std::size_t{1}, std::size_t{3}));
}

TEST_F(Search, SaysWhenABudgetCutItShort) {
  support::Corpus corpus(2);
  Batch batch;
  for (std::uint32_t i = 0; i < 30'000; ++i) batch.put(corpus.document(i));
  index.write(batch);
  const std::string query = corpus.text(40);
  EXPECT_TRUE(index.searcher().search(query, {.langs = {"any"}}).exact);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(index.searcher().search(query, {.langs = {"any"}, .budget = {.cancel = stop.get_token()}}).exact);
  EXPECT_FALSE(
      index.searcher()
          .search(query, {.langs = {"any"}, .budget = {.time = std::chrono::microseconds(1)}, .exhaustive = true})
          .exact);
}

TEST_F(Search, WalksThroughTheDocumentsThatAReaderMaySeeAPageAtATime) {
  std::vector<std::string> everything, visible;
  for (int i = 0; i < 30; ++i) {
    Document document = article("d" + std::to_string(100 + i), "printer");
    if (i % 3 != 0) document.audience = {"agent"};
    everything.push_back(document.id);
    if (i % 3 == 0) visible.push_back(document.id);
    index.put(document);
  }
  Lesson lesson;
  lesson.ticket = "a-ticket";
  lesson.draft.subject = "printer";
  lesson.solutions = {"d100"};
  index.learn(lesson);
  const Searcher frozen = index.searcher();
  index.remove("d103");
  const auto walk = [&](std::size_t count, const Reader& reader) {
    std::vector<std::string> seen;
    for (std::string last;;) {
      const auto page = frozen.documents(last, count, reader);
      if (page.empty()) return seen;
      EXPECT_LE(page.size(), count);
      for (const Document& document : page) seen.push_back(document.id);
      last = page.back().id;
    }
  };
  for (const std::size_t count : {1u, 7u, 100u}) {
    EXPECT_EQ(walk(count, Reader::everything()), everything);
    EXPECT_EQ(walk(count, {}), visible);
  }
  EXPECT_THAT(frozen.documents("", 0), IsEmpty());
  EXPECT_EQ(frozen.documents("nowhere", 5).size(), 0u);
  EXPECT_EQ(frozen.documents("d100x", 1, Reader::everything()).at(0).id, "d101") << "the id after need not be there";
}

TEST_F(Search, ExplainsAHitAndNothingElse) {
  index.put(article("a", "reset password"));
  index.put(article("b", "printer"));
  const auto why = index.searcher().explain(Query::words("password"), "a", {.langs = {"en"}});
  ASSERT_TRUE(why);
  EXPECT_EQ(why->terms.at(0).word, "password");
  EXPECT_EQ(why->score, index.searcher().search("password").hits[0].score);
  EXPECT_FALSE(index.searcher().explain(Query::words("password"), "b", {.langs = {"en"}}));
  EXPECT_FALSE(index.searcher().explain(Query::words("password"), "missing"));
}

}  // namespace
}  // namespace forestall
