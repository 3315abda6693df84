// SPDX-License-Identifier: Apache-2.0
// Spellings, phrases and exclusions through the public interface.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

#include "forestall/index.h"
#include "forestall/jsonl.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> search(const Index& index, const std::string& text, const std::string& lang) {
  std::vector<std::string> ids;
  for (const Hit& hit : index.searcher().search(text, {.limit = 50, .langs = {lang}, .typos = Typos::off}).hits)
    ids.push_back(hit.id);
  return ids;
}

/// Reads a table of documents and queries; calls `ask(index, lang, query, ids)` for each query.
template <typename Ask>
void for_each_query(const std::string& name, Ask ask) {
  std::ifstream in(std::string(FORESTALL_SOURCE_DIR) + "/tests/api/tables/" + name);
  ASSERT_TRUE(in.good()) << name;
  std::unique_ptr<support::Scratch> scratch;
  std::optional<Index> index;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      index.reset();
      scratch = std::make_unique<support::Scratch>();
      index = Index::create(*scratch / "index");
    } else if (line[0] == '{') {
      index->put(parse_document(line));
    } else if (line[0] != '#') {
      std::istringstream cells(line);
      std::string lang, query, ids;
      std::getline(std::getline(std::getline(cells, lang, '\t'), query, '\t'), ids);
      ask(*index, lang, query, ids);
    }
  }
}

TEST(SpellingSearch, FindsAWordHoweverItIsSpelt) {
  int asked = 0;
  std::vector<std::string> missed;
  for_each_query("spellings.txt",
                 [&](const Index& index, const std::string& lang, const std::string& query, const std::string& ids) {
                   const auto found = search(index, query, lang);
                   std::istringstream wanted(ids);
                   ++asked;
                   for (std::string id; wanted >> id;)
                     if (std::find(found.begin(), found.end(), id) == found.end()) missed.push_back(lang + " " + query);
                 });
  EXPECT_EQ(asked, 224);
  // The Greek stemmer makes one stem of κωδικός and another of κωδικού.
  EXPECT_THAT(missed, UnorderedElementsAre("el κωδικος"));
}

TEST(SpellingSearch, TakesAWordUnderSignsAsAWhole) {
  int asked = 0;
  for_each_query("whole_words.txt",
                 [&](const Index& index, const std::string& lang, const std::string& query, const std::string& ids) {
                   std::istringstream wanted(ids);
                   std::vector<std::string> expected;
                   for (std::string id; wanted >> id;) expected.push_back(id);
                   auto found = search(index, query, lang);
                   std::sort(found.begin(), found.end());
                   std::sort(expected.begin(), expected.end());
                   EXPECT_EQ(found, expected) << lang << ": " << query;
                   ++asked;
                 });
  EXPECT_GT(asked, 30);
}

class Exact : public testing::Test {
 protected:
  void put(const std::string& id, const std::string& lang, const std::string& title) {
    Document document = support::article(id, title);
    document.lang = lang;
    index.put(document);
  }
  support::Scratch scratch;
  Index index = Index::create(scratch / "index");
};

TEST_F(Exact, SpellingsRankAboveFoldedOnes) {
  const std::vector<std::array<std::string, 3>> pairs = {{"sv", "lösenord", "losenord"}, {"vi", "mật khẩu", "mat khau"},
                                                         {"fr", "œuvre", "oeuvre"},      {"pl", "hasło", "haslo"},
                                                         {"en", "e-mail", "email"},      {"tr", "şifre", "sifre"},
                                                         {"fa", "مسؤول", "مسوول"},       {"hi", "फ़ाइल", "फाइल"}};
  for (const auto& [lang, exact, plain] : pairs) {
    put("exact", lang, exact);
    put("plain", lang, plain);
    EXPECT_THAT(search(index, exact, lang), ElementsAre("exact", "plain")) << lang;
    index.remove("exact");
    index.remove("plain");
  }
}

TEST_F(Exact, AMinusBeforeADigitBelongsToTheNumber) {
  put("36", "en", "Finder error -36");
  put("50", "en", "Finder error -50");
  EXPECT_EQ(search(index, "Finder error -36", "en").front(), "36");
}

TEST_F(Exact, APhraseTakesTheWordAsItIsOftenWritten) {
  put("a", "en", "my email address");
  put("b", "en", "my e-mail address");
  EXPECT_THAT(search(index, "\"e-mail\"", "en"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(search(index, "address -e-mail", "en"), IsEmpty());
}

TEST_F(Exact, ReasonsNameWordsOfTheQuery) {
  put("a", "sv", "lösenord");
  SearchOptions options{.langs = {"sv"}};
  options.explain = true;
  const SearchResult found = index.searcher().search("lösenord", options);
  ASSERT_EQ(found.hits.size(), 1u);
  for (const TermScore& term : found.hits[0].explanation->terms) EXPECT_EQ(term.word, "lösenord");
}

}  // namespace
}  // namespace forestall
