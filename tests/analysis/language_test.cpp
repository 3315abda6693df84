// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <tuple>

#include "analysis/analyzer.h"
#include "forestall/analyzer.h"

namespace forestall {
namespace {

TEST(Language, TagsAreBroughtIntoOneForm) {
  EXPECT_EQ(analysis::canonical_language("pt_BR"), "pt-br");
  EXPECT_EQ(analysis::canonical_language("FR"), "fr");
  for (const char* wrong : {"", "f", "fr-", "-fr", "f r", "français", "toolongtag", "fr--ca"})
    EXPECT_EQ(analysis::canonical_language(wrong), "") << wrong;
}

TEST(Language, CodesOfEveryPartOfIso639AreOne) {
  const std::pair<const char*, const char*> codes[] = {
      {"eng", "en"},  {"deu", "de"},           {"ger", "de"}, {"fra", "fr"}, {"fre", "fr"}, {"zho", "zh"},
      {"chi", "zh"},  {"cmn-Hans", "zh-hans"}, {"iw", "he"},  {"heb", "he"}, {"in", "id"},  {"ind", "id"},
      {"nld", "nl"},  {"dut-BE", "nl-be"},     {"ces", "cs"}, {"jpn", "ja"}, {"kor", "ko"}, {"rus", "ru"},
      {"tur", "tr"},  {"per", "fa"},           {"nob", "nb"}, {"nno", "nn"}, {"nor", "no"}, {"ceb", "ceb"},
      {"und", "und"}, {"mul", "mul"}};
  for (const auto& [code, canonical] : codes) EXPECT_EQ(analysis::canonical_language(code), canonical) << code;
  for (const char* word : {"English", "deutsch", "german", "français", "auto"})
    EXPECT_EQ(analysis::canonical_language(word), "") << word;
}

TEST(Language, DistancesAreThoseOfRfc4647AndWhatMeansTheSame) {
  const std::tuple<const char*, const char*, int> pairs[] = {
      {"pt", "pt-br", 0},      {"pt-br", "pt-br", 0},   {"pt-br", "pt", 1},      {"pt-br", "pt-pt", 2},
      {"en-us", "en-gb", 2},   {"fr", "fry", -1},       {"fr-ca", "en-ca", -1},  {"zh-cn", "zh-tw", -1},
      {"zh-cn", "zh-hans", 0}, {"zh-hans", "zh-cn", 0}, {"zh-hans-cn", "zh", 0}, {"zh-hant", "zh-tw", 0},
      {"zh-hant", "zh-hk", 0}, {"zh-hk", "zh-tw", 1},   {"zh-hant", "zh", -1},   {"zh", "zh-tw", 0},
      {"zh-hans", "zh", 0},    {"nb", "no", 0},         {"no", "nb", 0},         {"nn", "nb", 1},
      {"nb-no", "no", 0},      {"sr-rs", "sr-latn", 0}, {"sr-cyrl", "sr", 0},    {"az-latn", "az-cyrl", -1},
      {"he", "iw", 0},         {"in", "id", 0},         {"de", "de-at-1996", 0}, {"es-419", "es", 1}};
  for (const auto& [range, tag, distance] : pairs)
    EXPECT_EQ(analysis::language_distance(range, tag), distance) << range << ' ' << tag;
}

TEST(Language, OfADraftIsDetected) {
  const std::pair<const char*, const char*> texts[] = {
      {"en", "I cannot sign in any more, the page says that my password is wrong although I changed it yesterday."},
      {"fr", "Je n'arrive plus à me connecter, la page indique que mon mot de passe est faux."},
      {"de", "Ich kann mich nicht mehr anmelden, obwohl ich mein Passwort gestern geändert habe."},
      {"es", "Ya no puedo iniciar sesión, la página dice que mi contraseña es incorrecta."},
      {"ja", "昨日パスワードを変更したのに、ログインできなくなりました。"},
      {"ru", "Я больше не могу войти, страница говорит, что пароль неверный."}};
  for (const auto& [lang, text] : texts) {
    const LanguageGuess guess = detect_language(text);
    EXPECT_EQ(guess.code, lang);
    EXPECT_GT(guess.confidence, 0.5);
    EXPECT_LE(guess.confidence, 1);
  }
}

TEST(Language, OfTooLittleTextIsUncertain) {
  for (const char* text : {"", "ok", "12345", "!!!", "wifi"}) EXPECT_EQ(detect_language(text).code, "") << text;
}

}  // namespace
}  // namespace forestall
