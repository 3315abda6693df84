// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "forestall/index.h"
#include "forestall/jsonl.h"
#include "forestall/suggester.h"
#include "oracle/answers.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::article;
using support::lines;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Thirty articles about invented things, "wifi" and "cable" among them.
class Lessons : public testing::Test {
 protected:
  Lessons() {
    support::Corpus corpus(11);
    Batch batch;
    for (std::uint32_t i = 0; i < 300; ++i) {
      Document other = corpus.document(i);
      other.audience.clear();
      other.lang = "en";
      other.kind = Kind::article;
      other.parent.clear();
      other.family.clear();
      other.created.reset();
      batch.put(std::move(other));
    }
    batch.put(article("wifi", "The wireless network fails", "Switch the router off and on again."));
    batch.put(article("cable", "The cable is broken", "Buy another cable at the shop."));
    index.write(batch);
  }
  static Draft draft(std::string body) { return {"", std::move(body), "en", {}, "", {}}; }
  static Lesson lesson(std::string ticket, std::string body, std::string solution) {
    return {std::move(ticket), draft(std::move(body)), {std::move(solution)}, {}};
  }
  /// Three tickets about a glimmering lamp, which no article names, were solved by `solution`.
  void teach(const std::string& solution, const std::vector<std::string>& audience = {}) {
    for (int i = 0; i < 3; ++i) {
      Lesson taught = lesson("lamp" + std::to_string(i), "my lamp glimmers strangely since monday", solution);
      taught.audience = audience;
      index.learn(taught);
    }
  }
  Suggestions ask(const Index& of, SuggestOptions options = {.limit = 5, .min_confidence = 0}) {
    options.documents = false;
    return Suggester(of.searcher()).solutions_for(draft("a lamp glimmers strangely"), options);
  }
  std::vector<std::string> answer(SuggestOptions options = {.limit = 5, .min_confidence = 0}) {
    return lines(ask(index, options));
  }
  std::string first(SuggestOptions options = {.limit = 1, .min_confidence = 0}) {
    const Suggestions found = ask(index, options);
    return found.items.empty() ? "" : found.items[0].id;
  }
  support::Scratch scratch;
  Index index = Index::create(scratch / "index");
};

TEST_F(Lessons, AreInTheVeryNextSuggestion) {
  EXPECT_NE(first(), "wifi");
  teach("wifi");
  EXPECT_EQ(first(), "wifi");
  EXPECT_EQ(index.stats().lessons, 3u);
  EXPECT_EQ(index.stats().documents, 302u);
}

TEST_F(Lessons, ChangeNothingWhenLearntAgain) {
  teach("wifi");
  const auto before = answer();
  EXPECT_FALSE(index.learn(lesson("lamp1", "my lamp glimmers strangely since monday", "wifi")));
  EXPECT_EQ(answer(), before);
  EXPECT_TRUE(index.learn(lesson("lamp1", "my lamp glimmers strangely since monday", "cable"))) << "replaced";
  EXPECT_EQ(index.stats().lessons, 3u);
}

TEST_F(Lessons, LeaveNoTraceWhenUnlearnt) {
  const auto before = answer();
  teach("wifi");
  EXPECT_NE(answer(), before);
  for (int i = 0; i < 3; ++i) index.unlearn("lamp" + std::to_string(i));
  index.unlearn("unknown");
  EXPECT_EQ(answer(), before);
  index.compact();
  EXPECT_EQ(answer(), before);
  EXPECT_EQ(index.stats().lessons, 0u);
}

TEST_F(Lessons, GoAndComeBackWithTheirDocument) {
  const auto without = answer();
  teach("wifi");
  const auto taught = answer();
  const Document wifi = *index.searcher().get("wifi");
  index.remove("wifi");
  EXPECT_EQ(answer(), without);
  index.put(wifi);
  EXPECT_EQ(answer(), taught);
}

TEST_F(Lessons, MayNameADocumentThatComesLater) {
  teach("later");
  index.put(article("later", "Something else entirely"));
  EXPECT_EQ(first(), "later");
}

TEST_F(Lessons, CountATermOnlyFromAsManyTicketsAsTheSchemaSays) {
  const auto before = answer();
  for (int i = 0; i < 2; ++i) index.learn(lesson("t" + std::to_string(i), "glimmers glimmers", "wifi"));
  EXPECT_EQ(answer(), before) << "two tickets";
  index.learn(lesson("t3", "glimmers", "cable"));
  EXPECT_EQ(first(), "wifi") << "three, whatever they teach";
}

TEST_F(Lessons, CountATermByItselfWhateverAnotherLanguageMakesOfItsWord) {
  // "glimmer" in English, "glimmering" in French: three tickets hold the word, none of the terms stands in three.
  const auto teach_in = [&](const std::string& ticket, const std::string& lang) {
    Lesson taught = lesson(ticket, "glimmering", "cable");
    taught.draft.lang = lang;
    index.learn(taught);
  };
  const auto answers = [&] {
    Draft asked = draft("glimmering");
    asked.lang = "";
    return Suggester(index.searcher())
        .solutions_for(asked, {.limit = 5, .langs = {"any"}, .min_confidence = 0})
        .items.size();
  };
  teach_in("t1", "en");
  teach_in("t2", "en");
  teach_in("t3", "fr");
  EXPECT_EQ(answers(), 0u);
  teach_in("t4", "en");
  EXPECT_EQ(answers(), 1u);
}

TEST_F(Lessons, OfAnAudienceReachNoOther) {
  const auto before = answer();
  teach("wifi", {"agent"});
  EXPECT_EQ(answer(), before);
  const SuggestOptions agent{.limit = 1, .reader = {{"public", "agent"}, false}, .min_confidence = 0};
  EXPECT_EQ(first(agent), "wifi");
  Schema open;
  open.lessons_for_all = true;
  Index other = Index::create(scratch / "open", open);
  std::stringstream copy;
  export_jsonl(index, copy);
  import_jsonl(other, copy);
  EXPECT_EQ(ask(other).items[0].id, "wifi");
}

TEST_F(Lessons, ThatNameADocumentOfAnotherAudienceSayNothing) {
  const auto before = answer();
  Document secret = article("secret", "For agents");
  secret.audience = {"agent"};
  index.put(secret);
  teach("secret");
  EXPECT_EQ(answer(), before);
  EXPECT_EQ(first({.limit = 1, .reader = {{"public", "agent"}, false}, .min_confidence = 0}), "secret");
}

TEST_F(Lessons, NameTheTwentyDocumentsWithTheMostVotes) {
  // Thirty documents, of which no text has a word of the draft, solved one ticket each, the last ten two.
  for (int i = 0; i < 40; ++i)
    index.learn(lesson("lamp" + std::to_string(i), "my lamp glimmers strangely since monday",
                       "d" + std::to_string(i < 30 ? i : i - 10)));
  std::vector<std::string> named;
  const Suggestions found = ask(index, {.limit = 100, .min_confidence = 0});
  for (const Solution& item : found.items) named.push_back(item.id);
  EXPECT_EQ(named.size(), 20u);
  for (int i = 20; i < 30; ++i) EXPECT_THAT(named, testing::Contains("d" + std::to_string(i)));
  EXPECT_EQ(lines(found), lines(ask(index, {.limit = 100, .min_confidence = 0})));
}

TEST_F(Lessons, AreNoDocuments) {
  teach("wifi");
  const Searcher searcher = index.searcher();
  EXPECT_EQ(searcher.search("glimmers", {.langs = {"any"}, .reader = Reader::everything()}).total, 0u);
  EXPECT_FALSE(searcher.get("\x01lamp0", Reader::everything()));
  EXPECT_EQ(searcher.size(), 302u);
  std::size_t documents = 0, lessons = 0;
  index.visit([&](const Document&) { ++documents; }, {}, [&](const Lesson&) { ++lessons; });
  EXPECT_EQ(documents, 302u);
  EXPECT_EQ(lessons, 3u);
  for (const Solution& item :
       Suggester(searcher).solutions_for(draft("a lamp glimmers strangely"), {.min_confidence = 0}).items)
    EXPECT_THAT(item.snippet.text, testing::Not(HasSubstr("glimmers")));
}

TEST_F(Lessons, AreReasonsThatAddUp) {
  teach("wifi");
  const Suggestions found = Suggester(index.searcher())
                                .solutions_for(draft("a lamp glimmers over the wireless network"),
                                               {.limit = 5, .min_confidence = 0, .explain = true});
  ASSERT_FALSE(found.items.empty());
  EXPECT_EQ(found.items[0].id, "wifi");
  EXPECT_EQ(found.items[0].explanation->solved_similar, 3u);
  for (const Solution& item : found.items) {
    double sum = item.explanation->learnt;
    for (const TermScore& term : item.explanation->terms) sum += term.score;
    EXPECT_NEAR(sum, item.score, 1e-9 * item.score);
    EXPECT_EQ(item.explanation->score, item.score);
  }
}

TEST_F(Lessons, SurviveReopeningMergingAndRebuilding) {
  teach("wifi");
  const auto taught = answer();
  index.flush();
  EXPECT_EQ(answer(), taught);
  index.learn(lesson("more", "another lamp", "cable"));
  index.unlearn("more");
  index.compact();
  EXPECT_EQ(answer(), taught);
  index.rebuild();
  EXPECT_EQ(answer(), taught);
  { const Index gone = std::move(index); }  // not closed: the journal brings it back
  index = Index::open(scratch / "index");
  EXPECT_EQ(answer(), taught);
  EXPECT_THAT(index.check().faults, IsEmpty());
}

TEST_F(Lessons, ComeBackFromAnExport) {
  teach("wifi", {"public", "agent"});
  Lesson full = lesson("full", "It does not print.", "cable");
  full.draft.subject = "Paper jam";
  full.draft.product = {"print"};
  full.draft.category = "hardware";
  full.draft.at = Time(std::chrono::seconds(1'700'000'000));
  full.solutions = {"cable", "wifi"};
  index.learn(full);
  std::stringstream copy;
  export_jsonl(index, copy);
  Index other = Index::create(scratch / "other");
  EXPECT_EQ(import_jsonl(other, copy).lessons, 4u);
  EXPECT_EQ(lines(ask(other)), answer());
  std::vector<std::string> kept;
  other.visit([](const Document&) {}, {}, [&](const Lesson& lesson) { kept.push_back(lesson.ticket); });
  EXPECT_THAT(kept, ElementsAre("full", "lamp0", "lamp1", "lamp2"));
}

TEST_F(Lessons, FadeWithTheirHalfLife) {
  for (int i = 0; i < 3; ++i) {
    Lesson old = lesson("old" + std::to_string(i), "my lamp glimmers strangely", "wifi");
    old.draft.at = Time(std::chrono::seconds(1'000'000'000));
    Lesson young = lesson("young" + std::to_string(i), "my lamp glimmers strangely on monday", "cable");
    young.draft.at = Time(std::chrono::seconds(1'700'000'000));
    index.learn(old);
    index.learn(young);
  }
  SuggestOptions options{.limit = 1, .now = Time(std::chrono::seconds(1'700'000'000)), .min_confidence = 0};
  EXPECT_EQ(first(options), "wifi") << "the nearer one, however old";
  options.lesson_half_life = 365;
  EXPECT_EQ(first(options), "cable");
}

TEST_F(Lessons, DoNotTouchTheRankOfADocumentThatIsNewer) {
  const auto place = [&](const std::string& id) {
    const Suggestions found =
        Suggester(index.searcher()).solutions_for(draft("wireless network fails"), {.limit = 50, .min_confidence = 0});
    for (std::size_t i = 0; i < found.items.size(); ++i)
      if (found.items[i].id == id) return i;
    return std::size_t{99};
  };
  Document fresh = article("fresh", "Wireless network fails");
  fresh.created = Time(std::chrono::seconds(1'700'000'000));
  index.put(fresh);
  ASSERT_EQ(place("fresh"), 0u);
  for (int i = 0; i < 20; ++i) {
    Lesson past = lesson("t" + std::to_string(i), "lamps and cables and other things of " + std::to_string(i), "cable");
    past.draft.at = Time(std::chrono::seconds(1'600'000'000));
    index.learn(past);
  }
  EXPECT_EQ(place("fresh"), 0u);
}

TEST_F(Lessons, ThatBreakARuleAreRefusedByName) {
  const auto refused = [&](const Lesson& bad) {
    try {
      index.learn(bad);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
      return std::string(error.what());
    }
    return std::string("taken");
  };
  EXPECT_THAT(refused(lesson("t", "text", "")), HasSubstr("\"t\""));
  EXPECT_THAT(refused({"t", draft("text"), {}, {}}), HasSubstr("solutions"));
  EXPECT_THAT(refused(lesson("", "text", "wifi")), HasSubstr("id"));
  EXPECT_THAT(refused(lesson("t", "", "wifi")), HasSubstr("both empty"));
  EXPECT_EQ(index.stats().lessons, 0u);
}

TEST_F(Lessons, AreKeptWithoutGreetingsAndQuotedMail) {
  index.learn(
      lesson("t", "Hello,\nthe lamp glimmers.\n> earlier words of somebody else\nKind regards\nJane Doe", "wifi"));
  index.visit([](const Document&) {}, {},
              [](const Lesson& kept) {
                EXPECT_THAT(kept.draft.body, HasSubstr("lamp glimmers"));
                EXPECT_THAT(kept.draft.body, testing::Not(HasSubstr("somebody")));
                EXPECT_THAT(kept.draft.body, testing::Not(HasSubstr("Jane")));
              });
}

}  // namespace
}  // namespace forestall
