// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "forestall/index.h"
#include "index/build.h"
#include "support/corpus.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::Scratch;
using testing::ElementsAre;
using testing::IsEmpty;

Document titled(const std::string& id, const std::string& lang, const std::string& title) {
  Document document;
  document.id = id;
  document.lang = lang;
  document.title = title;
  return document;
}

std::vector<std::string> ids(const SearchResult& result) {
  std::vector<std::string> out;
  for (const Hit& hit : result.hits) out.push_back(hit.id);
  return out;
}

std::vector<std::string> typed(const Index& index, const std::string& text, const std::string& lang = "any") {
  return ids(index.searcher().search(text, {.langs = {lang}, .as_you_type = true}));
}

TEST(AsYouType, FindsAWordByItsBeginning) {
  struct Case {
    std::string lang, title, text;
  };
  const Case cases[] = {{"en", "Reset your password", "passwo"},
                        {"en", "Reset your password", "reset your p"},
                        {"en", "Installation guide", "installat"},
                        {"en", "University accounts", "universit"},
                        {"en", "Hotfix KB5034441", "kb5034"},
                        {"fr", "Demander la résiliation", "résil"},
                        {"fr", "Demander la résiliation", "resiliati"},
                        {"fr", "Double authentification", "auth"},
                        {"fr", "Fermer l'abonnement", "l'abonn"},
                        {"de", "Druckertreiber aktualisieren", "Druckertr"},
                        {"de", "Passwörter ändern", "passw"},
                        {"sv", "Ändra lösenord", "lösen"},
                        {"ru", "Сбросить пароль", "паро"},
                        {"ko", "비밀번호 재설정", "비밀버"},
                        {"zh", "重置密码", "密"},
                        {"ja", "パスワードを変更", "パスワ"},
                        {"th", "เปลี่ยนรหัสผ่าน", "รหัส"}};
  for (const Layout layout : {Layout::fast, Layout::compact})
    for (const Case& one : cases) {
      SCOPED_TRACE(one.text);
      const Scratch scratch;
      Index index = Index::create(scratch / "index", {.layout = layout});
      index.put(titled("found", one.lang, one.title));
      index.put(titled("other", one.lang, "42"));
      EXPECT_THAT(typed(index, one.text), ElementsAre("found"));
      EXPECT_THAT(typed(index, one.text, one.lang), ElementsAre("found"));
      index.compact();
      EXPECT_THAT(typed(index, one.text), ElementsAre("found"));
    }
}

TEST(AsYouType, LooksForNothingMoreBehindABlank) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  index.put(titled("password", "en", "password"));
  EXPECT_THAT(typed(index, "pass "), IsEmpty());
  EXPECT_THAT(typed(index, "pass."), IsEmpty());
  EXPECT_THAT(typed(index, ""), IsEmpty());
  EXPECT_THAT(ids(index.searcher().search("pass", {.langs = {"en"}})), IsEmpty());
}

TEST(AsYouType, AnAsteriskAsksForTheSameInTheMiddleOfAQuery) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  index.put(titled("password", "en", "reset password"));
  index.put(titled("printer", "en", "reset printer"));
  const auto found = [&](const std::string& text) { return ids(index.searcher().search(text, {.langs = {"en"}})); };
  EXPECT_THAT(found("+passw* reset"), ElementsAre("password"));
  EXPECT_THAT(found("reset -passw*"), ElementsAre("printer"));
  EXPECT_THAT(found("title:pri*"), ElementsAre("printer"));
  EXPECT_THAT(found("body:pri*"), IsEmpty());
}

TEST(AsYouType, ManyBeginningsAndWordsAmongThemAreEachAskedForOnce) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  for (int i = 0; i < 40; ++i)
    index.put(titled(fmt::format("d{}", i), "en", fmt::format("pass{} other", char('a' + i % 26))));
  std::string text;
  for (int i = 0; i < 3000; ++i) text += fmt::format("+pass* pass{} ", char('a' + i % 26));
  EXPECT_EQ(index.searcher().search(text, {.langs = {"en"}}).total, 40u);
  // In whichever order, the word that is named counts as a word.
  const auto score = [&](const std::string& query) {
    return index.searcher().search(query, {.limit = 1, .langs = {"en"}, .explain = true}).hits.at(0);
  };
  EXPECT_EQ(score("passb pass*").id, "d1");
  EXPECT_EQ(score("+pass* passb").id, "d1");
  EXPECT_EQ(score("+pass* passb").score, score("passb +pass*").score);
}

TEST(AsYouType, AWordThatIsWholeRanksAboveWordsThatGoOn) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  for (int i = 0; i < 5; ++i) index.put(titled(fmt::format("password{}", i), "en", "password settings"));
  index.put(titled("pass", "en", "pass settings"));
  const auto found = typed(index, "pass");
  ASSERT_EQ(found.size(), 6u);
  EXPECT_EQ(found[0], "pass");
}

TEST(AsYouType, SaysWhenMoreWordsBeginSoThanAreAskedFor) {
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  Batch batch;
  for (int i = 0; i < 64; ++i)
    batch.put(titled(fmt::format("d{}", i), "xx", fmt::format("word{}{}", "abcdefgh"[i / 8], "abcdefgh"[i % 8])));
  index.write(batch);
  const SearchOptions options{.limit = 100, .langs = {"any"}, .as_you_type = true};
  EXPECT_TRUE(index.searcher().search("word", options).exact);
  EXPECT_EQ(index.searcher().search("word", options).hits.size(), 64u);
  index.put(titled("last", "xx", "wordy"));
  EXPECT_FALSE(index.searcher().search("word", options).exact);
  EXPECT_TRUE(index.searcher().search("wordy", options).exact);
}

TEST(AsYouType, AWordThatOnlyHiddenDocumentsHoldLeadsNowhere) {
  // Both have the same term; only the hidden word goes on as it was typed.
  const Scratch scratch;
  Index index = Index::create(scratch / "index");
  Document shown = titled("shown", "en", "installed"), hidden = titled("hidden", "en", "installations");
  hidden.audience = {"agent"};
  index.put(shown);
  index.put(hidden);
  EXPECT_THAT(typed(index, "installat"), IsEmpty());
  SearchOptions agent{.langs = {"any"}, .as_you_type = true};
  agent.reader.principals = {"public", "agent"};
  EXPECT_EQ(index.searcher().search("installat", agent).hits.size(), 2u);
  index.remove("hidden");
  index.compact();
  EXPECT_THAT(ids(index.searcher().search("installat", agent)), IsEmpty());
}

/// Whether a document holds a word that begins so, or one of the text's own terms: by reading it.
bool holds(const Document& document, const std::string& text, analysis::Session& session) {
  std::vector<analysis::Token> query, tokens;
  session.analyze(text, document.lang, query, analysis::Use::query);
  for (int field = 0; field < schema::kFields; ++field) {
    tokens.clear();
    index::analyze_field(document, field, document.lang, session, tokens);
    for (const analysis::Token& token : tokens) {
      if (token.term.starts_with(text)) return true;
      if (token.surface != analysis::kNoSurface && session.text(token.surface).starts_with(text)) return true;
      for (const analysis::Token& own : query)
        if (own.term == token.term) return true;
    }
  }
  return false;
}

TEST(AsYouType, FindsTheDocumentsThatReadingEveryDocumentFinds) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(3)); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    support::Corpus corpus(seed);
    const Scratch scratch;
    Index index = Index::create(scratch / "index", {.layout = seed % 2 == 0 ? Layout::compact : Layout::fast},
                                {.memory_budget = std::size_t{1} << 20, .background = false});
    std::map<std::string, Document> all;
    for (std::uint32_t i = 0; i < 400; ++i) {
      Document document = corpus.document(corpus.number(300));
      document.body = document.body.substr(0, 40);
      if (document.kind == Kind::reply) document.kind = Kind::topic, document.parent.clear();
      index.put(document);
      all[document.id] = document;
      if (corpus.chance(20) && all.erase(document.id) > 0) index.remove(document.id);
      if (corpus.chance(2)) index.flush();
    }
    if (corpus.chance(50)) index.compact();
    const analysis::Analyzer analyzer{Schema{}};
    analysis::Session session = analyzer.session();
    int compared = 0;
    for (int i = 0; i < 60; ++i) {
      std::string text = corpus.word();
      text.resize(1 + corpus.number(static_cast<std::uint32_t>(text.size())));
      const bool agent = corpus.chance(50);
      SearchOptions options{.limit = 1000, .langs = {"any"}, .as_you_type = true, .documents = false};
      if (agent) options.reader.principals = {"public", "agent"};
      const SearchResult result = index.searcher().search(text, options);
      if (!result.exact) continue;
      ++compared;
      const auto found = ids(result);
      std::set<std::string> expected;
      for (const auto& [id, document] : all) {
        const bool seen = document.audience.empty() || (agent && document.audience[0] == "agent");
        if (seen && holds(document, text, session)) expected.insert(id);
      }
      EXPECT_EQ(std::set<std::string>(found.begin(), found.end()), expected) << text;
    }
    EXPECT_GT(compared, 20);
  }
}

}  // namespace
}  // namespace forestall
