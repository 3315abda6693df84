// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forestall/analyzer.h"

namespace forestall {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Html, LosesTagsScriptsAndCommentsAndResolvesEntities) {
  const std::string text = plain_text(
      "<h1>Caf&eacute; &amp; co</h1><script>var x = 'secret';</script><style>p{}</style><!-- hidden "
      "--><p>one<br>two</p><ul><li>three</li></ul>",
      BodyFormat::html);
  EXPECT_THAT(text, HasSubstr("Café & co\n"));
  EXPECT_THAT(text, HasSubstr("one\ntwo\n"));
  EXPECT_THAT(text, HasSubstr("three"));
  EXPECT_THAT(text, Not(HasSubstr("secret")));
  EXPECT_THAT(text, Not(HasSubstr("hidden")));
}

TEST(Html, KeepsWordsOfInlineTagsTogether) {
  EXPECT_THAT(plain_text("pass<b>word</b>", BodyFormat::html), HasSubstr("password"));
}

TEST(Html, OfAnyKindIsReadInOneGo) {
  for (const std::string piece : {"<div>", "<", "&", "<!--", "<a href='", "]]>", "</p>"}) {
    std::string html;
    while (html.size() < 2'000'000) html += piece;
    EXPECT_NO_THROW(plain_text(html, BodyFormat::html)) << piece;
  }
}

TEST(Markdown, GivesTheTextWithoutItsMarks) {
  const std::string text = plain_text(
      "# Title\n\nSome *emphasis*, `code`, [a link](http://x).\n\n- item one\n- item two\n\n```\nblock\n```\n",
      BodyFormat::markdown);
  EXPECT_THAT(text, HasSubstr("Title\n"));
  EXPECT_THAT(text, HasSubstr("Some emphasis, code, a link."));
  EXPECT_THAT(text, HasSubstr("item one\n"));
  EXPECT_THAT(text, HasSubstr("block"));
  EXPECT_THAT(text, Not(HasSubstr("#")));
}

TEST(Markdown, OfAnyKindIsReadInOneGo) {
  for (const std::string piece : {"> ", "[", "*a_", "- ", "`", "<div>\n\n"}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    EXPECT_NO_THROW(plain_text(text, BodyFormat::markdown)) << piece;
  }
}

TEST(PlainText, ComesBackAsItIs) { EXPECT_EQ(plain_text("a < b & *c*", BodyFormat::plain), "a < b & *c*"); }

}  // namespace
}  // namespace forestall
