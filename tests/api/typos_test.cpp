// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forestall/index.h"
#include "index/word_signatures.h"
#include "ranking/slips.h"
#include "search/plan/speller.h"
#include "support/corpus.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::Scratch;
using testing::IsEmpty;

Document titled(const std::string& id, const std::string& lang, const std::string& title) {
  Document document;
  document.id = id;
  document.lang = lang;
  document.title = title;
  return document;
}

/// "text" if that was searched, "text?" if it is offered, empty if nothing is corrected.
std::string corrected(const Index& index, const std::string& text, SearchOptions options = {}) {
  if (options.langs.empty()) options.langs = {"any"};
  const SearchResult result = index.searcher().search(text, options);
  return result.corrected ? result.corrected->text + (result.corrected->searched ? "" : "?") : "";
}

TEST(Typos, AWordThatNobodyWroteIsSearchedAsTheOneThatIsNear) {
  struct Case {
    std::string lang, title, typed, right;
  };
  const Case cases[] = {{"en", "Reset your password", "passwrod", "password"},
                        {"en", "Reset your password", "Reset my (pasword)!", "Reset my (password)!"},
                        {"en", "Broken printers", "brokne printres", "broken printers"},
                        {"fr", "Demander la résiliation", "resilaition", "résiliation"},
                        {"fr", "Demander la résiliation", "RÉSILAITION", "résiliation"},
                        {"de", "Passwörter ändern", "Passwöter", "passwörter"},
                        {"ru", "Сбросить пароль", "парлоь", "пароль"},
                        {"el", "Ο κωδικός", "κωδκός", "κωδικός"}};
  for (const Layout layout : {Layout::fast, Layout::compact})
    for (const Case& one : cases) {
      SCOPED_TRACE(one.typed);
      const Scratch scratch;
      Index index = Index::create(scratch / "index", {.layout = layout});
      index.put(titled("found", one.lang, one.title));
      EXPECT_EQ(corrected(index, one.typed), one.right);
      index.compact();
      EXPECT_EQ(corrected(index, one.typed), one.right);
      const SearchResult result = index.searcher().search(one.typed, {.langs = {one.lang}});
      ASSERT_EQ(result.hits.size(), 1u);
      EXPECT_FALSE(result.hits[0].title_highlights.empty()) << "the word that was meant is marked";
      EXPECT_THAT(index.searcher().search(one.typed, {.langs = {one.lang}, .typos = Typos::off}).corrected,
                  testing::Eq(std::nullopt));
    }
}

TEST(Typos, IdentifiersShortWordsAndWhatIsFoundAsItStandsAreLeftAlone) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  index.put(titled("a", "en", "cup error 0x80070005 KB5034441 version 1.2.3 e-mail user@example.org node.js"));
  index.put(titled("b", "en", "mail settings of customers"));
  for (const std::string text :
       {"cap", "0x80070006", "KB5034442", "1.2.4", "user@exampel.org", "node.ja", "E05", "email", "setting", "mails"})
    EXPECT_EQ(corrected(index, text), "") << text;
  EXPECT_EQ(corrected(index, "a b c d e f g h i j k l setings"), "") << "more than twelve words were pasted";
}

TEST(Typos, AWordThatIsBeingTypedIsLeftAsItIs) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  index.put(titled("a", "en", "printer settings"));
  EXPECT_EQ(corrected(index, "pirnter setx", {.as_you_type = true}), "printer setx");
  EXPECT_EQ(corrected(index, "settigns", {.as_you_type = true}), "");
}

TEST(Typos, OfAWordThatHardlyAnybodyWritesACorrectionIsOffered) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  Batch batch;
  for (int i = 0; i < 120; ++i) batch.put(titled(fmt::format("d{}", i), "en", "receive messages"));
  batch.put(titled("wrong", "en", "recieve messages"));
  index.write(batch);
  EXPECT_EQ(corrected(index, "recieve"), "receive?");
  EXPECT_EQ(index.searcher().search("recieve", {.langs = {"en"}}).total, 1u);
  const SearchResult always = index.searcher().search("recieve", {.langs = {"en"}, .typos = Typos::always});
  EXPECT_EQ(always.total, 120u);
  EXPECT_TRUE(always.corrected && always.corrected->searched);
  EXPECT_EQ(corrected(index, "receive"), "");
}

TEST(Typos, AWordThatOnlyHiddenOrRemovedDocumentsHoldIsNeverProposed) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  Document secret = titled("secret", "en", "project nightingale");
  secret.audience = {"agent"};
  index.put(secret);
  index.put(titled("shown", "en", "public project"));
  SearchOptions agent;
  agent.reader.principals = {"public", "agent"};
  EXPECT_EQ(corrected(index, "nightingael"), "");
  EXPECT_EQ(corrected(index, "nightingael", agent), "nightingale");
  index.remove("secret");
  EXPECT_EQ(corrected(index, "nightingael", agent), "");
  // The same stem in a visible document, in another form: that form may be proposed, the hidden one not.
  secret.title = "nightingales";
  index.put(secret);
  index.put(titled("other", "en", "nightingale"));
  EXPECT_EQ(corrected(index, "nightingael"), "nightingale");
  EXPECT_EQ(corrected(index, "nightingalse"), "nightingale");
  EXPECT_EQ(corrected(index, "nightingalse", agent), "nightingales");
}

TEST(Typos, OddTextsGiveAnAnswer) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  index.put(titled("a", "en", "printer settings"));
  for (const std::string& text : {std::string("\xFF\xFE setings"), std::string(70'000, 'x'), std::string("-setings"),
                                  std::string("\"setings"), std::string("((((setings"), std::string("* ' \" ~")})
    EXPECT_NO_THROW(corrected(index, text));
  EXPECT_EQ(corrected(index, "\"printer setings\""), "\"printer settings\"");
}

TEST(Typos, TheScanOfSignaturesFindsEveryWordThatIsNear) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(3)); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    support::Corpus corpus(seed, 3000);
    const Scratch scratch;
    Index index = Index::create(scratch / "index");
    Batch batch;
    for (std::uint32_t i = 0; i < 300; ++i) batch.put(titled(fmt::format("d{}", i), "en", corpus.text(12)));
    index.write(batch);
    const Searcher searcher = index.searcher();
    analysis::Session session = searcher.snapshot().analyzer().session();
    const search::Languages languages = search::choose_languages(searcher.snapshot(), "", {}, {"en"});
    const Reader reader;
    search::Speller speller(searcher.snapshot(), reader, languages, session);
    std::set<std::string> words;
    for (std::uint32_t i = 0; i < 300; ++i) {
      std::vector<analysis::Token> tokens;
      session.analyze(searcher.get(fmt::format("d{}", i))->title, "en", tokens);
      for (const analysis::Token& token : tokens)
        if (token.form == analysis::Form::word) words.emplace(session.text(token.surface));
    }
    for (int i = 0; i < 100; ++i) {
      std::string typed = corpus.word();
      typed[corpus.number(static_cast<std::uint32_t>(typed.size()))] = 'q';
      std::set<std::string> expected, found;
      const auto points = [](const std::string& word) { return std::u32string(word.begin(), word.end()); };
      for (const std::string& word : words)
        if (word != typed &&
            ranking::slip_cost(points(typed), points(word), ranking::most_slips(typed.size())) != ranking::kNoCost)
          expected.insert(word);
      if (ranking::most_slips(typed.size()) == 0) expected.clear();
      for (const search::Spelling& spelling : speller.near(typed)) found.insert(spelling.word);
      EXPECT_EQ(found, expected) << typed;
    }
  }
}

}  // namespace
}  // namespace forestall
