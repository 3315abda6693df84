// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "forestall/query.h"
#include "support/documents.h"

namespace forestall {
namespace {

using support::caught;
using testing::HasSubstr;
using testing::IsEmpty;

/// A query as text: w(…) words, b(…) the last is a beginning, p"…" phrase, (+a -b ~c) boolean, field in front.
std::string shown(const Query& query) {
  const std::string field = query.field.empty() ? "" : query.field + ":";
  switch (query.type) {
    case Query::Type::nothing:
      return "nothing";
    case Query::Type::everything:
      return "everything";
    case Query::Type::words:
      return field + "w(" + query.text + ")";
    case Query::Type::prefix:
      return field + "b(" + query.text + ")";
    case Query::Type::phrase:
      return field + "p(" + query.text + ")";
    case Query::Type::boolean:
      break;
  }
  std::string out = "[";
  for (const Query& child : query.required) out += " +" + shown(child);
  for (const Query& child : query.optional) out += " ~" + shown(child);
  for (const Query& child : query.excluded) out += " -" + shown(child);
  return out + " ]";
}
std::string lenient(std::string_view text) { return shown(parse_leniently(text).query); }

TEST(LenientParser, TakesPlainWordsAsOneLeaf) {
  EXPECT_EQ(lenient("my printer is broken"), "w(my printer is broken)");
  EXPECT_EQ(lenient(""), "nothing");
  EXPECT_EQ(lenient(" \n\t "), "nothing");
}

TEST(LenientParser, ReadsTheOperators) {
  EXPECT_EQ(lenient("+red printer -blue"), "[ +w(red) ~w(printer) -w(blue) ]");
  EXPECT_EQ(lenient("red AND printer"), "[ +w(red) +w(printer) ]");
  EXPECT_EQ(lenient("red OR printer"), "w(red printer)");
  EXPECT_EQ(lenient("red NOT printer"), "[ ~w(red) -w(printer) ]");
  EXPECT_EQ(lenient("\"paper jam\" tray"), "[ ~p(paper jam) ~w(tray) ]");
  EXPECT_EQ(lenient("(a OR b) AND c"), "[ +w(a b) +w(c) ]");
  EXPECT_EQ(lenient("title:jam body:\"paper jam\" tags:(a b)"), "[ ~title:w(jam) ~body:p(paper jam) ~tags:w(a b) ]");
}

TEST(LenientParser, TakesAnAsteriskBehindAWordForAllThatBeginsSo) {
  EXPECT_EQ(lenient("pass*"), "b(pass)");
  EXPECT_EQ(lenient("reset pass*"), "b(reset pass)");
  EXPECT_EQ(lenient("pass* reset"), "[ ~b(pass) ~w(reset) ]");
  EXPECT_EQ(lenient("+pass* -title:pri*"), "[ +b(pass) -title:b(pri) ]");
  for (const std::string text : {"*", "a**", "**bold**", "*.dll", "2*3", "c_*"})
    EXPECT_EQ(lenient(text)[0], 'w') << text;
}

TEST(TypedParser, TakesTheLastWordForTheBeginningOfOne) {
  const auto typed = [](std::string_view text) { return shown(parse_as_you_type(text).query); };
  EXPECT_EQ(typed("reset pass"), "b(reset pass)");
  EXPECT_EQ(typed("reset pass "), "w(reset pass)");
  EXPECT_EQ(typed("what?"), "w(what?)");
  EXPECT_EQ(typed("+reset pass"), "[ +w(reset) ~b(pass) ]");
  EXPECT_EQ(typed("reset +pass"), "[ +b(pass) ~w(reset) ]");
  EXPECT_EQ(typed("reset -pass"), "[ ~w(reset) -w(pass) ]");
  EXPECT_EQ(typed("title:pass"), "title:b(pass)");
  EXPECT_EQ(typed("\"reset pass"), "b(reset pass)");
  EXPECT_EQ(typed("\"reset pass\""), "p(reset pass)");
  EXPECT_EQ(typed(""), "nothing");
}

TEST(LenientParser, TakesWhatPeoplePasteAsWords) {
  for (const std::string text : {"e-mail", "C++", "http://x/y", "12:30", "error: foo", "-", "--flag", "a - b",
                                 "title:", "NOT FOUND AND BROKEN OR LOST"})
    EXPECT_EQ(lenient(text), "w(" + text + ")") << text;
}

TEST(LenientParser, WarnsAndGoesOn) {
  for (const std::string text : {"\"open", "(open", "closed)", "AND x", "x AND", "-only", "bad \xFF utf8"}) {
    const LenientQuery parsed = parse_leniently(text);
    EXPECT_EQ(parsed.warnings.size(), 1u) << text;
  }
  EXPECT_EQ(lenient("\"printer jam"), "w(printer jam)");
  EXPECT_EQ(lenient("printer)"), "w(printer)");
  EXPECT_EQ(lenient("-only -these"), "nothing");
  EXPECT_THAT(parse_leniently("fine words").warnings, IsEmpty());
}

TEST(LenientParser, TakesAMinusBetweenAWordAndANumberAsTheNumbers) {
  EXPECT_EQ(lenient("scanner code -47"), "w(scanner code -47)");
  EXPECT_EQ(lenient("it stops with -1073740791."), "w(it stops with -1073740791.)");
  EXPECT_EQ(lenient("(balance -3,50) +invoice"), "[ +w(invoice) ~w(balance -3,50) ]");
  EXPECT_EQ(lenient("\"exit code\" -9"), "[ ~p(exit code) ~w(-9) ]");
}

TEST(LenientParser, StillExcludesVersionsAddressesAndWordsWithDigits) {
  for (const std::string word : {"2.0.1", "10.0.0.7", "2024-03-09", "2fa", "3d"})
    EXPECT_EQ(lenient("setup -" + word), "[ ~w(setup) -w(" + word + ") ]") << word;
}

TEST(LenientParser, SearchesALoneWordBehindAMinus) {
  EXPECT_EQ(lenient("-1073740791"), "w(-1073740791)");
  EXPECT_EQ(lenient(" -q "), "w(-q)");
  EXPECT_EQ(lenient("-\"a phrase\""), "nothing");
  EXPECT_EQ(lenient("NOT found"), "nothing");
}

TEST(LenientParser, FoldsTypographicQuotes) {
  EXPECT_EQ(lenient("“paper jam”"), "p(paper jam)");
  EXPECT_EQ(lenient("«bourrage papier»"), "p(bourrage papier)");
}

TEST(StrictParser, QuotesTheTextAndGivesThePosition) {
  const auto error = caught([] { parse_query("été \"open"); });
  EXPECT_EQ(error.code, ErrorCode::query_syntax);
  EXPECT_THAT(error.message, HasSubstr("position 4"));
  EXPECT_THAT(error.message, HasSubstr("été"));
  for (const char* wrong : {"(a", "a)", "AND a", "a AND", "-a", "\xFF", "a +(", "-(b)"})
    EXPECT_EQ(caught([&] { parse_query(wrong); }).code, ErrorCode::query_syntax) << wrong;
}

TEST(StrictParser, ExcludesNumbersAsItExcludesWords) {
  EXPECT_EQ(shown(parse_query("scanner -47")), "[ ~w(scanner) -w(47) ]");
}

TEST(StrictParser, AgreesWithTheLenientOneWhereItSucceeds) {
  const std::uint32_t seed = 77;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  static const char* const kPieces[] = {"a",   "foo", " ",   " ",      "\"", "+", "-",    "(",  ")",
                                        "AND", "OR",  "NOT", "title:", ":",  "é", "\xFF", "\0x"};
  int agreed = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    const LenientQuery forgiving = parse_leniently(text);
    try {
      EXPECT_EQ(parse_query(text), forgiving.query) << text;
      ++agreed;
    } catch (const Error&) {
      EXPECT_FALSE(forgiving.warnings.empty()) << text;
    }
  }
  EXPECT_GT(agreed, 1000);
}

TEST(LenientParser, ReadsHugeQueries) {
  std::string words, parentheses(200'000, '('), quotes(100'001, '"');
  for (int i = 0; i < 1'000'000; ++i) words += "w ";
  EXPECT_EQ(parse_leniently(words).query.type, Query::Type::words);
  EXPECT_FALSE(parse_leniently(parentheses).warnings.empty());
  EXPECT_LE(parse_leniently(parentheses + "x" + std::string(200'000, ')')).warnings.size(), 8u);
  EXPECT_NO_THROW(parse_leniently(quotes));
}

}  // namespace
}  // namespace forestall
