// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/terms.h"

namespace forestall {
namespace {

using support::exact_terms;
using support::same;
using support::terms;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(Words, AreStemmedInTheirLanguage) {
  EXPECT_TRUE(same("connecting", "connected", "en"));
  EXPECT_TRUE(same("réinitialiser", "réinitialisé", "fr"));
  EXPECT_TRUE(same("Passwörter", "Passwort", "de"));
  EXPECT_TRUE(same("contraseñas", "contraseña", "es"));
  EXPECT_TRUE(same("настройки", "настройка", "ru"));
  EXPECT_TRUE(same("lösenorden", "lösenord", "sv"));
  EXPECT_FALSE(same("connecting", "connected", "")) << "no language, no stemming";
}

TEST(Words, ThatMeanSomethingElseHaveStemsOfTheirOwn) {
  using Groups = std::vector<std::vector<const char*>>;  // words of one group share a stem, groups of a row do not
  const std::pair<const char*, std::vector<Groups>> languages[] = {
      {"en",
       {{{"university", "universities"}, {"universe", "universes"}},
        {{"organization", "organisations", "organize", "organising"}, {"organ", "organs"}, {"organic"}},
        {{"import", "imports", "imported", "importing"}, {"important", "importance"}},
        {{"customer", "customers"}, {"custom", "customized"}},
        {{"authority", "authorities"}, {"authorize", "authorised", "authorization"}, {"author", "authors"}},
        {{"exception", "exceptions"}, {"except"}},
        {{"internal", "internally"}, {"international"}, {"intern", "interns"}},
        {{"terminal", "terminals"}, {"terminate", "terminated"}},
        {{"business", "businesses"}, {"busy"}},
        {{"conversation", "conversations"}, {"conversion", "conversions"}},
        {{"paste", "pasted", "pasting"}, {"past"}},
        {{"several"}, {"sever"}}}},
      {"fr",
       {{{"université", "universités"}, {"univers"}},
        {{"important", "importante"}, {"importer", "importé"}},
        {{"conversation", "conversations"}, {"conversion", "conversions"}}}},
      {"es",
       {{{"universidad", "universidades"}, {"universo"}},
        {{"importante", "importantes"}, {"importar", "importado"}},
        {{"conversación", "conversaciones"}, {"conversión", "conversiones"}}}}};
  for (const auto& [lang, rows] : languages)
    for (const Groups& groups : rows)
      for (std::size_t i = 0; i < groups.size(); ++i) {
        for (const char* word : groups[i]) EXPECT_TRUE(same(groups[i][0], word, lang)) << groups[i][0] << ' ' << word;
        for (std::size_t k = 0; k < i; ++k)
          EXPECT_FALSE(same(groups[i][0], groups[k][0], lang)) << groups[i][0] << ' ' << groups[k][0];
      }
}

TEST(Words, AreStemmedInEveryLanguageThatSnowballHas) {
  const std::pair<const char*, std::pair<const char*, const char*>> pairs[] = {
      {"ar", {"الكتب", "كتب"}},      {"eu", {"etxeak", "etxea"}},    {"ca", {"paraules", "paraula"}},
      {"da", {"bilerne", "biler"}},  {"nl", {"fietsen", "fiets"}},   {"fi", {"taloissa", "talossa"}},
      {"el", {"βιβλία", "βιβλίο"}},  {"hi", {"किताबें", "किताब"}},     {"hu", {"házak", "házat"}},
      {"id", {"bukunya", "buku"}},   {"it", {"libri", "libro"}},     {"lt", {"knygos", "knyga"}},
      {"no", {"bøkene", "bøker"}},   {"nb", {"bilene", "biler"}},    {"pt", {"livros", "livro"}},
      {"ro", {"cărților", "cărți"}}, {"ta", {"புத்தகங்கள்", "புத்தகம்"}}, {"tr", {"kitaplar", "kitap"}}};
  for (const auto& [lang, words] : pairs) {
    const auto a = exact_terms(words.first, lang), b = exact_terms(words.second, lang);
    EXPECT_EQ(a.size(), 1u) << lang;
    EXPECT_TRUE(a != terms(words.first, "") || b != terms(words.second, "") || a == b)
        << lang << ": " << words.first << " is not stemmed";
  }
}

TEST(Words, LoseCaseAndWidthInEveryLanguage) {
  EXPECT_THAT(terms("WiFi ＷＩＦＩ", ""), ElementsAre("wifi", "wifi"));
  EXPECT_THAT(terms("STRASSE Straße", ""), ElementsAre("strasse", "strasse"));
  EXPECT_THAT(terms("ΣΟΦΟΣ", ""), terms("σοφος", ""));
}

TEST(Words, LoseDiacriticsExceptWhereTheyMakeOtherLetters) {
  EXPECT_TRUE(same("sécurité", "securite", "fr"));
  EXPECT_TRUE(same("instalación", "instalacion", "es"));
  EXPECT_TRUE(same("configurações", "configuracoes", "pt"));
  EXPECT_FALSE(same("år", "ar", "sv"));
  EXPECT_FALSE(same("väri", "vari", "fi"));
  EXPECT_FALSE(same("año", "ano", "es"));
  EXPECT_FALSE(same("má", "ma", "vi"));
  EXPECT_TRUE(same("ещё", "еще", "ru"));
  EXPECT_FALSE(same("йод", "иод", "ru"));
}

TEST(Words, FollowTurkishRulesForTheDotlessI) {
  EXPECT_THAT(terms("ISI", "tr"), terms("ısı", "tr"));
  EXPECT_THAT(terms("İzin", "tr"), terms("izin", "tr"));
  EXPECT_FALSE(same("kız", "kiz", "tr"));
  EXPECT_THAT(terms("ISI", "en"), ElementsAre("isi"));
}

TEST(Words, LoseElidedArticles) {
  EXPECT_THAT(terms("l'adresse", "fr"), terms("adresse", "fr"));
  EXPECT_THAT(terms("d’accès qu'il", "fr"), terms("accès il", "fr"));
  EXPECT_THAT(terms("dell'account", "it"), terms("account", "it"));
  EXPECT_THAT(terms("l'usuari", "ca"), terms("usuari", "ca"));
  EXPECT_EQ(terms("aujourd'hui", "fr").size(), 2u) << "no article";
}

TEST(Words, LoseTheEnglishPossessiveAndKeepContractionsWhole) {
  EXPECT_THAT(terms("firefox's firefox’s", "en"), ElementsAre("firefox", "firefox"));
  EXPECT_THAT(terms("don't", "en"), terms("dont", "en"));
}

TEST(Words, KeepCombiningMarksInside) {
  EXPECT_EQ(exact_terms("हिन्दी", "hi").size(), 1u);
  EXPECT_THAT(terms("cafe\u0301", "fr"), terms("café", "fr"));
}

TEST(Words, SplitGermanCompoundsOfListedWords) {
  const auto found = terms("Passwortänderung", "de");
  EXPECT_THAT(found, Contains(terms("Passwort", "de")[0]));
  EXPECT_THAT(found, Contains(terms("Änderung", "de")[0]));
  const auto all = analyze("Passwortänderung heute", "de");
  EXPECT_EQ(all[0].position, all[1].position) << "parts stand where the compound stands";
  EXPECT_EQ(all.back().position, 1u);
  EXPECT_EQ(terms("Verbindungsfehler", "de").size(), 3u) << "with a linking s";
  EXPECT_EQ(terms("Unsinnswort", "de").size(), 1u);
}

TEST(Words, SplitCompoundsOfASchemasOwnList) {
  Schema schema;
  schema.compound_words["nl"] = {"wacht", "woord"};
  EXPECT_EQ(terms("wachtwoord", "nl", schema).size(), 3u);
  EXPECT_EQ(terms("wachtwoord", "nl").size(), 1u) << "whole in the built-in list";
}

TEST(Words, OfHanKanaAndHangulAreBigramsAndDictionaryWordsThatMakePhrases) {
  const auto found = analyze("猫は可愛い", "ja");
  std::vector<std::string> all;
  for (const AnalyzedTerm& term : found) all.push_back(fmt::format("{} {}", term.position, term.term));
  EXPECT_THAT(all, ElementsAre("0 猫は", "0 猫", "1 は可", "1 は", "2 可愛", "2 可愛い", "3 愛い"));
  EXPECT_THAT(terms("水", "zh"), ElementsAre("水"));
  EXPECT_THAT(terms("ﾊﾟｽﾜｰﾄﾞ", "ja"), terms("パスワード", "ja")) << "half width";
  EXPECT_THAT(terms("비밀번호", "ko"), ElementsAre("비밀", "비밀번호", "밀번", "번호"));
  EXPECT_THAT(terms("use 東京 now", "en"), Contains("東京")) << "the script decides, not the language";
}

TEST(Words, OfThaiLaoKhmerAndBurmeseComeFromDictionaries) {
  EXPECT_THAT(terms("รหัสผ่านของฉัน", "th"), Contains("ฉัน"));
  EXPECT_GT(terms("ຂ້ອຍລືມລະຫັດຜ່ານ", "lo").size(), 1u);
  EXPECT_GT(terms("ខ្ញុំភ្លេចពាក្យសម្ងាត់", "km").size(), 1u);
  EXPECT_GT(terms("စကားဝှက်မေ့သွားတယ်", "my").size(), 1u);
}

TEST(Words, GiveCodePointOffsets) {
  const auto found = analyze("été à Zürich", "fr");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].begin, 0u);
  EXPECT_EQ(found[0].end, 3u);
  EXPECT_EQ(found[2].begin, 6u);
  EXPECT_EQ(found[2].end, 12u);
}

TEST(Words, AreNoneInTextOfSignsAlone) {
  EXPECT_THAT(terms("", "en"), IsEmpty());
  EXPECT_THAT(terms("… --- !? \t\n", "en"), IsEmpty());
  EXPECT_THAT(terms(std::string_view("\0\0", 2), "en"), IsEmpty());
  EXPECT_THAT(terms("→ • ─ ™", "en"), IsEmpty());
}

TEST(Words, OfAnyLengthGiveTermsOfAtMost255Bytes) {
  for (const std::string& piece : {std::string("w"), std::string("é"), std::string("e\u0301"), std::string("字")}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    for (const std::string& term : terms(text, "en")) ASSERT_LE(term.size(), 255u);
  }
}

}  // namespace
}  // namespace forestall
