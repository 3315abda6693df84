// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "forestall/index.h"
#include "forestall/suggester.h"
#include "support/corpus.h"
#include "support/documents.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::article;
using testing::ElementsAre;
using testing::IsEmpty;

class Suggest : public testing::Test {
 protected:
  Suggestions ask(Draft draft, SuggestOptions options = {.min_confidence = 0}) {
    return Suggester(index.searcher()).solutions_for(draft, options);
  }
  static std::vector<std::string> ids(const Suggestions& found) {
    std::vector<std::string> out;
    for (const Solution& item : found.items) out.push_back(item.id);
    return out;
  }
  Document translation(const std::string& lang, const std::string& title) {
    Document document = article("kb-" + lang, title);
    document.lang = lang;
    document.family = "kb";
    return document;
  }
  /// Enough other documents that idf means something.
  void add_others() {
    support::Corpus corpus(4);
    Batch batch;
    for (std::uint32_t i = 0; i < 300; ++i) {
      Document other = corpus.document(i);
      other.audience.clear();
      batch.put(std::move(other));
    }
    index.write(batch);
  }
  support::Scratch scratch;
  Index index = Index::create(scratch / "index");
};

TEST_F(Suggest, CountsTheSubjectTwice) {
  index.put(article("body", "scanner"));
  index.put(article("subject", "printer"));
  EXPECT_THAT(ids(ask({"printer", "scanner", "en", {}, "", {}})), ElementsAre("subject", "body"));
  EXPECT_THAT(ids(ask({"scanner", "printer", "en", {}, "", {}})), ElementsAre("body", "subject"));
}

TEST_F(Suggest, JudgesByTheWordsThatDraftAndDocumentShare) {
  add_others();
  index.put(article("kb", "printer paper jam", "open the tray"));
  SuggestOptions options{.min_confidence = 0};
  options.explain = true;
  const Suggestions found = ask({"the printer has a paper jam", "it blinks and hums", "en", {}, "", {}}, options);
  ASSERT_FALSE(found.items.empty());
  ASSERT_EQ(found.items.front().id, "kb");
  const Signals signals = *found.items.front().signals;
  EXPECT_DOUBLE_EQ(signals.shared, std::log1p(3)) << "printer, paper, jam; not the function words";
  EXPECT_DOUBLE_EQ(signals.missing, std::log1p(2)) << "blink, hum";
  EXPECT_DOUBLE_EQ(signals.title_coverage, 1);
}

TEST_F(Suggest, AnswersAFamilyOnceInTheReadersBestLanguage) {
  index.put(translation("fr", "wifi wifi wifi"));
  index.put(translation("en", "wifi"));
  index.put(article("other", "wifi router"));
  const auto best = [&](std::vector<std::string> langs) {
    return ids(ask({"wifi", "", "", {}, "", {}}, {.limit = 5, .langs = std::move(langs), .min_confidence = 0}));
  };
  EXPECT_EQ(best({"en", "fr"}).size(), 2u);
  EXPECT_THAT(best({"en", "fr"}), testing::Contains("kb-en"));
  EXPECT_THAT(best({"fr", "en"}), testing::Contains("kb-fr"));
}

TEST_F(Suggest, AnswersAThreadOnce) {
  Document topic = article("topic", "printer jams");
  topic.kind = Kind::topic;
  index.put(topic);
  for (int i = 0; i < 5; ++i) {
    Document reply = article("reply" + std::to_string(i), "", "open the printer when it jams");
    reply.kind = Kind::reply;
    reply.parent = "topic";
    index.put(reply);
  }
  index.put(article("kb", "printer"));
  EXPECT_EQ(ids(ask({"printer jams", "", "en", {}, "", {}}, {.limit = 5, .min_confidence = 0})).size(), 2u);
}

TEST_F(Suggest, GivesAReplyItsTopicsTitle) {
  Document topic = article("topic", "Strange noise");
  topic.kind = Kind::topic;
  index.put(topic);
  Document reply = article("reply", "", "clean the rollers with a cloth");
  reply.kind = Kind::reply;
  reply.parent = "topic";
  index.put(reply);
  EXPECT_EQ(ask({"clean rollers", "", "en", {}, "", {}}).items.at(0).title, "Strange noise");
}

TEST_F(Suggest, SaysTooShortBeforeThereIsEnough) {
  index.put(article("a", "printer"));
  EXPECT_EQ(ask({"", "", "", {}, "", {}}, {}).status, SuggestStatus::too_short);
  EXPECT_EQ(ask({"pr", "", "", {}, "", {}}, {}).status, SuggestStatus::too_short);
  EXPECT_NE(ask({"印刷", "", "", {}, "", {}}, {}).status, SuggestStatus::too_short);
  EXPECT_NE(ask({"prin", "", "", {}, "", {}}, {}).status, SuggestStatus::too_short);
}

TEST_F(Suggest, IsSilentWhenNothingMatchesWell) {
  add_others();
  index.put(article("a", "Reset a forgotten password", "Open the sign-in page and choose forgotten password."));
  const Suggestions nothing =
      ask({"Hello dear team", "I just wanted to say thank you, have a nice day", "en", {}, "", {}}, {});
  EXPECT_EQ(nothing.status, SuggestStatus::no_confident_match);
  EXPECT_THAT(nothing.items, IsEmpty());
  const Suggestions good =
      ask({"forgotten password", "I want to reset my password but the sign-in page is closed", "en", {}, "", {}}, {});
  EXPECT_EQ(good.status, SuggestStatus::ok);
  EXPECT_EQ(good.items.at(0).id, "a");
  EXPECT_GT(good.confidence, nothing.confidence);
  EXPECT_LE(good.confidence, 1);
}

TEST_F(Suggest, RanksAnotherProductLower) {
  Document mail = article("mail", "quota exceeded"), vault = article("vault", "quota exceeded");
  mail.product = {"mail"};
  vault.product = {"vault"};
  index.put(mail);
  index.put(vault);
  EXPECT_THAT(ids(ask({"quota exceeded", "", "en", {"vault"}, "", {}})), ElementsAre("vault", "mail"));
  const Suggestions found = ask({"quota exceeded", "", "en", {"vault"}, "", {}});
  EXPECT_NEAR(found.items[1].score, 0.7 * found.items[0].score, 1e-12);
}

TEST_F(Suggest, ShowsNothingOutsideTheReadersAudience) {
  Document secret = article("secret", "escalation of password tickets");
  secret.audience = {"agent"};
  index.put(secret);
  EXPECT_THAT(ids(ask({"escalation password", "", "en", {}, "", {}})), IsEmpty());
  EXPECT_THAT(
      ids(ask({"escalation password", "", "en", {}, "", {}}, {.reader = {{"agent"}, false}, .min_confidence = 0})),
      ElementsAre("secret"));
}

TEST_F(Suggest, DetectsTheDraftsLanguage) {
  add_others();
  Document french = article("fr", "Réinitialiser le mot de passe", "Ouvrez la page de connexion.");
  french.lang = "fr";
  index.put(french);
  const Suggestions found = ask({"Mot de passe perdu",
                                 "Bonjour, je n'arrive plus à ouvrir ma boîte, j'ai oublié le mot de passe.",
                                 "",
                                 {},
                                 "",
                                 {}});
  EXPECT_EQ(found.lang.code, "fr");
  EXPECT_EQ(found.lang.source, "detected");
  EXPECT_EQ(found.items.at(0).id, "fr");
}

TEST_F(Suggest, AnswersInOtherLanguagesWhenTheDetectedOneIsOnlyAGuess) {
  Document french = article("fr", "Facture introuvable",
                            "Les factures se trouvent dans votre espace client, sous Paiements."),
           english = article("en", "Billing overview", "All of your bills are in the customer area, under payments.");
  french.lang = "fr";
  index.put(french);
  index.put(english);
  const auto found = ask({"Facture introuvable", "", "", {}, "", {}}, {.min_confidence = 0});
  ASSERT_THAT(ids(found), testing::Contains("fr"));
  EXPECT_FALSE(found.lang.only);
  EXPECT_EQ(index.searcher().search("Facture introuvable").hits.at(0).id, "fr");
  EXPECT_TRUE(index.searcher().search("factures", {.langs = {"en"}}).hits.empty());
}

TEST_F(Suggest, ReadsTheLanguageOfADocumentWhoseTagNamesNone) {
  for (const std::string lang : {"und", "mul", "zxx"}) {
    Document document = article("a", "I cannot sign in any more",
                                "The page says that the password is wrong, although I changed it yesterday.");
    document.lang = lang;
    index.put(document);
    EXPECT_THAT(ids(ask({"cannot sign in", "", "en-US", {}, "", {}}, {.min_confidence = 0})), testing::Contains("a"))
        << lang;
    EXPECT_TRUE(ids(ask({"cannot sign in", "", "fr", {}, "", {}}, {.min_confidence = 0})).empty()) << lang;
  }
}

TEST_F(Suggest, NamesTheWordsThatMatched) {
  index.put(article("a", "Forgotten passwords"));
  const Suggestions found = ask({"forgotten password", "", "en", {}, "", {}}, {.min_confidence = 0, .explain = true});
  std::vector<std::string> words;
  for (const TermScore& term : found.items.at(0).explanation->terms) words.push_back(term.word);
  EXPECT_THAT(words, testing::UnorderedElementsAre("forgotten", "password"));
}

}  // namespace
}  // namespace forestall
