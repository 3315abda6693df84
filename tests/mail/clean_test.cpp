// SPDX-License-Identifier: Apache-2.0
#include "mail/clean.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forestall::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string body(const std::string& text) { return clean({"", text, "", {}, "", {}}).body; }
std::string subject(const std::string& text) { return clean({text, "", "", {}, "", {}}).subject; }

TEST(Clean, DropsQuotedMail) {
  EXPECT_THAT(body("My calendar is empty.\n> old text\n> more\nPlease help"), Not(HasSubstr("old text")));
  for (const std::string line :
       {"On Mon, 3 May 2026, Ann wrote:", "Le 3 mai 2026, Anne a écrit :", "Am 3.5.2026 schrieb Anna <a@b>:",
        "El 3 de mayo, Ana escribió:", "-----Original Message-----"})
    EXPECT_THAT(body("My calendar is empty.\n" + line + "\nsecret words"), Not(HasSubstr("secret"))) << line;
}

TEST(Clean, DropsGreetingsAndSignatures) {
  EXPECT_THAT(body("Hello,\nmy calendar is empty\nBest regards\nAnn Other"), testing::StrEq("my calendar is empty\n"));
  EXPECT_THAT(body("Bonjour,\nmon calendrier est vide\nCordialement\nAnne"),
              testing::StrEq("mon calendrier est vide\n"));
  EXPECT_THAT(body("Hallo,\nmein Kalender ist leer\nMit freundlichen Grüßen\nAnna"),
              testing::StrEq("mein Kalender ist leer\n"));
  EXPECT_THAT(body("calendar is empty\n-- \nAnn, Acme Inc."), Not(HasSubstr("Acme")));
  EXPECT_THAT(body("calendar is empty\nSent from my iPhone"), Not(HasSubstr("iPhone")));
}

TEST(Clean, KeepsSentencesThatOnlyLookLikeThose) {
  EXPECT_THAT(body("Hello world is what the printer prints all day long\nwhy?"), HasSubstr("Hello world"));
  EXPECT_THAT(body("On the page I wrote: nothing happens"), HasSubstr("nothing happens"));
  EXPECT_THAT(body("The error appears.\nRegards, the dialog says, and closes the whole window at once.\n" +
                   std::string(20, '\n') + "Then it starts again."),
              HasSubstr("starts again"));
}

TEST(Clean, DropsPrefixesOfTheSubject) {
  EXPECT_EQ(subject("Re: [Ticket 4711] AW: calendar is empty"), "calendar is empty");
  EXPECT_EQ(subject("[urgent]"), "[urgent]");
  EXPECT_EQ(subject("Regarding calendars"), "Regarding calendars");
}

TEST(Clean, DropsNumbersThatLookLikeSecretsAndKeepsCodes) {
  EXPECT_THAT(body("my card 4111 1111 1111 1111 was refused"), Not(HasSubstr("1111")));
  EXPECT_THAT(body("error 550 5.7.1 and 0x80070057 after update 115.2"), HasSubstr("550 5.7.1 and 0x80070057"));
}

TEST(Clean, KeepsTheTextWhenNearlyNothingWouldBeLeft) {
  EXPECT_EQ(body("> only quoted"), "> only quoted");
  EXPECT_EQ(body("Hello"), "Hello");
  EXPECT_EQ(subject("Re:"), "Re:");
}

TEST(Clean, ReplacesBytesThatAreNotUtf8) { EXPECT_EQ(subject("caf\xE9 calendar"), "caf\uFFFD calendar"); }

TEST(Clean, ReadsTenMegabytesInOneGo) {
  for (const std::string piece : {"> x\n", "Hello\n", "1 ", "word ", "Re:", "\n"}) {
    std::string text;
    while (text.size() < 10'000'000) text += piece;
    EXPECT_NO_THROW(clean({text.substr(0, 100'000), text, "", {}, "", {}}));
  }
}

}  // namespace
}  // namespace forestall::mail
