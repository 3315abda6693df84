// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

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

TEST(Language, RangesMatchAsInRfc4647) {
  EXPECT_TRUE(analysis::language_matches("pt", "pt-br"));
  EXPECT_TRUE(analysis::language_matches("pt-br", "pt-br"));
  EXPECT_FALSE(analysis::language_matches("pt-br", "pt"));
  EXPECT_FALSE(analysis::language_matches("zh-cn", "zh-tw"));
  EXPECT_FALSE(analysis::language_matches("fr", "fry"));
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
