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

TEST(Html, IsUtf8WhateverEncodingItNames) {
  const std::string words = "Zürich – “東京” Á Í Ï Ð Ý € ’ Пароль 비밀번호";
  for (const std::string charset :
       {"utf-8",        "utf-16",       "utf-16le",     "utf-32",       "ucs-4",        "us-ascii",
        "windows-1250", "windows-1251", "windows-1252", "windows-1254", "windows-1255", "windows-1256",
        "iso-8859-1",   "iso-8859-2",   "iso-8859-9",   "iso-8859-15",  "koi8-r",       "cp850",
        "shift_jis",    "euc-jp",       "iso-2022-jp",  "gb2312",       "gbk",          "gb18030",
        "big5",         "euc-kr",       "utf-7",        "ebcdic-cp-us", "nonsense"}) {
    const std::string body = "</head><body><p>" + words + "</p><p>Then wait.</p></body></html>";
    for (const std::string& meta : {"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + charset + "\">",
                                    "<meta charset=\"" + charset + "\">", "<META CHARSET=" + charset + ">"}) {
      testing::internal::CaptureStderr();
      const std::string text = plain_text("<html><head>" + meta + body, BodyFormat::html);
      EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << meta;
      EXPECT_THAT(text, HasSubstr(words)) << meta;
      EXPECT_THAT(text, HasSubstr("Then wait.")) << meta;
      EXPECT_THAT(plain_text(meta + "\n<p>" + words + "</p>\n\nNext", BodyFormat::markdown), HasSubstr(words)) << meta;
      EXPECT_THAT(plain_text("<?xml version=\"1.0\" encoding=\"" + charset + "\"?><html>" + body, BodyFormat::html),
                  HasSubstr(words))
          << charset;
    }
  }
}

TEST(Html, SeparatesWhatStandsApart) {
  for (const std::string name :
       {"summary", "details", "figcaption", "option", "optgroup", "button", "label", "legend", "textarea",
        "title",   "center",  "hgroup",     "dialog", "caption",  "iframe", "video", "td",     "li",
        "dt",      "dd",      "p",          "div",    "pre",      "kbd",    "select"}) {
    const std::string text = plain_text("<div>one<" + name + ">two</" + name + ">three</div>", BodyFormat::html);
    EXPECT_THAT(text, Not(HasSubstr("onetwo"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("twothree"))) << name;
  }
  EXPECT_THAT(plain_text("<svg><text>one</text><text>two</text></svg>", BodyFormat::html), HasSubstr("one\ntwo"));
  EXPECT_THAT(plain_text("one<img src=x>two<br>three<hr>four<input>five", BodyFormat::html),
              HasSubstr("one two\nthree\nfour five"));
  EXPECT_THAT(plain_text("<html><head><title>Guide</title></head><body>Press it", BodyFormat::html),
              HasSubstr("Guide\nPress it"));
}

TEST(Html, KeepsWordsThatInlineTagsOrSoftHyphensPart) {
  EXPECT_THAT(plain_text("<span>pass</span><span>word</span> <b>P</b>IN for<wbr>ward", BodyFormat::html),
              HasSubstr("password PIN forward"));
}

TEST(Html, HasTheTextOfPictures) {
  EXPECT_THAT(plain_text("Press<img src=g.png alt='the gear'>now", BodyFormat::html), HasSubstr("Press the gear now"));
  EXPECT_THAT(plain_text("a<img alt>b", BodyFormat::html), HasSubstr("a b"));
}

TEST(Html, LacksWhatNoBrowserShows) {
  const std::string text = plain_text(
      "<div style='color:red; DISPLAY : none'>secret <p>hidden<br>deeper</p> rest</div><p hidden>gone</p>"
      "<p hidden='until-found'>found</p><img alt='dot' style='display:none'><p>shown</p><template>mould</template>end",
      BodyFormat::html);
  for (const std::string word : {"secret", "hidden", "deeper", "rest", "gone", "dot", "mould"})
    EXPECT_THAT(text, Not(HasSubstr(word))) << word;
  EXPECT_THAT(text, HasSubstr("found\nshown"));
  EXPECT_THAT(text, HasSubstr("end"));
}

TEST(Markdown, SeparatesWhatTagsSeparate) {
  EXPECT_THAT(plain_text("| a | b |\n|---|---|\n| Mail | imap<br>smtp<BR/>pop |", BodyFormat::markdown),
              HasSubstr("imap\nsmtp\npop"));
  EXPECT_THAT(plain_text("Press <kbd>Ctrl</kbd><kbd>Shift</kbd>.", BodyFormat::markdown), HasSubstr("Ctrl Shift"));
  EXPECT_THAT(plain_text("x <span>one</span><span>two</span>", BodyFormat::markdown), HasSubstr("one two"));
  EXPECT_THAT(plain_text("x <summary>One</summary>two", BodyFormat::markdown), HasSubstr("One\ntwo"));
  EXPECT_THAT(plain_text("<details><summary>One</summary>two</details>", BodyFormat::markdown), HasSubstr("One\ntwo"));
  EXPECT_THAT(plain_text("pass<b>word</b> un<i>done</i>", BodyFormat::markdown), HasSubstr("password undone"));
  EXPECT_THAT(plain_text("x<img src=a alt='the gear'>y", BodyFormat::markdown), HasSubstr("x the gear y"));
}

TEST(Markdown, KeepsTheTextOfFootnotes) {
  const std::string text = plain_text(
      "Restart it.[^1] Twice.[^two]\n\n[^1]: The router, not the *modem*.\n    And the cable.\n[^two]: "
      "https://x.example/why\n\nEnd",
      BodyFormat::markdown);
  EXPECT_THAT(text, HasSubstr("Restart it. Twice."));
  EXPECT_THAT(text, HasSubstr("The router, not the modem."));
  EXPECT_THAT(text, HasSubstr("And the cable."));
  EXPECT_THAT(text, HasSubstr("https://x.example/why"));
  EXPECT_THAT(plain_text("Letters [^a] in `[^0-9]`", BodyFormat::markdown), HasSubstr("Letters [^a] in [^0-9]"));
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

TEST(Markdown, ReadsTablesRowByRow) {
  EXPECT_EQ(plain_text("Ports:\n\n| Service | Port |\n|:---|---:|\n| Mail | imap<br>smtp |\n| Web | 443 |\n\nEnd",
                       BodyFormat::markdown),
            "Ports:\nService Port\nMail imap\nsmtp\nWeb 443\nEnd\n");
  EXPECT_EQ(plain_text("a | b\n--- | ---\n**c** | `d`", BodyFormat::markdown), "a b\nc d\n");
  EXPECT_EQ(plain_text("> | a | b |\n> | - | - |\n> | c | d |", BodyFormat::markdown), "a b\nc d\n");
  EXPECT_EQ(plain_text("cat a | grep b\nor c | d", BodyFormat::markdown), "cat a | grep b\nor c | d\n") << "no table";
  EXPECT_EQ(plain_text("```\n| a |\n|---|\n```", BodyFormat::markdown), "| a |\n|---|\n") << "code stays as it is";
}

TEST(Markdown, OfAnyKindIsReadInOneGo) {
  for (const std::string piece : {"> ", "[", "*a_", "- ", "`", "<div>\n\n", "![[]()", "[^1]: ", "[^a", "a<b></b>"}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    EXPECT_NO_THROW(plain_text(text, BodyFormat::markdown)) << piece;
  }
}

TEST(PlainText, ComesBackAsItIs) { EXPECT_EQ(plain_text("a < b & *c*", BodyFormat::plain), "a < b & *c*"); }

}  // namespace
}  // namespace forestall
