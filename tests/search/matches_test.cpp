// SPDX-License-Identifier: Apache-2.0
#include "search/present/matches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "forestall/query.h"

namespace forestall::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Matches : public testing::Test {
 protected:
  /// What a query marks in one field's text.
  std::vector<std::string> marked(const std::string& query, const std::string& text,
                                  schema::Field field = schema::kBody, const std::string& lang = "en") {
    const Plan plan = plan_query(parse_query(query), lang, session);
    std::vector<std::string> out;
    std::uint32_t end = 0;  // overlapping ones are one
    for (const Match& match : find_matches(text, lang, session, sought_in(plan, field))) {
      if (match.begin >= end) out.emplace_back(), end = match.begin;
      if (match.end > end) out.back() += text.substr(end, match.end - end);
      end = std::max(end, match.end);
    }
    return out;
  }
  analysis::Analyzer analyzer{Schema{}};
  analysis::Session session = analyzer.session();
};

TEST_F(Matches, OfAPhraseAreOnlyWhereItStands) {
  const std::string text = "Reset it. A password was sent. Then reset passwords again.";
  EXPECT_THAT(marked("\"reset password\"", text), ElementsAre("reset", "passwords"));
  EXPECT_THAT(marked("\"reset password\"", "reset the password"), IsEmpty());
}

TEST_F(Matches, OfAWordThatStandsOutsideThePhraseTooAreEverywhere) {
  EXPECT_THAT(marked("\"reset password\" password", "the password, then reset password"),
              ElementsAre("password", "reset", "password"));
}

TEST_F(Matches, OfANamedFieldAreInNoOther) {
  EXPECT_THAT(marked("title:reset password", "reset password", schema::kBody), ElementsAre("password"));
  EXPECT_THAT(marked("title:reset password", "reset password", schema::kTitle), ElementsAre("reset", "password"));
  EXPECT_THAT(marked("title:reset body:password", "reset password", schema::kTitle), ElementsAre("reset"));
  EXPECT_THAT(marked("title:reset body:reset", "reset password", schema::kBody), ElementsAre("reset"));
}

TEST_F(Matches, OfAPhraseInANamedFieldAreInNoOther) {
  EXPECT_THAT(marked("title:\"reset password\"", "reset password", schema::kBody), IsEmpty());
  EXPECT_THAT(marked("title:\"reset password\"", "reset password", schema::kTitle), ElementsAre("reset", "password"));
}

TEST_F(Matches, OfARequiredWordOfSeveralPartsAreWhole) {
  for (const std::string query : {"+wi-fi", "+\"wi fi\"", "\"wi-fi\""})
    EXPECT_THAT(marked(query, "the wi-fi, and fi alone, wi alone"), ElementsAre("wi-fi")) << query;
}

TEST_F(Matches, OfAnExcludedWordAreNone) {
  EXPECT_THAT(marked("reset -password", "reset password"), ElementsAre("reset"));
  EXPECT_THAT(marked("reset -\"old password\"", "reset the old password"), ElementsAre("reset"));
}

TEST_F(Matches, OfAPhraseWithoutBlanksAreOnlyWhereItStands) {
  EXPECT_THAT(marked("\"東京都\"", "京都と東京", schema::kBody, "ja"), IsEmpty());
  EXPECT_THAT(marked("\"東京都\"", "京都と東京都", schema::kBody, "ja"), ElementsAre("東京都"));
}

TEST_F(Matches, OfAVeryLongPhraseAreItsWords) {
  std::string phrase = "zebra";
  for (int i = 0; i < 200; ++i) phrase += " q" + std::to_string(i);
  EXPECT_THAT(marked('"' + phrase + '"', "a zebra"), ElementsAre("zebra"));
}

TEST_F(Matches, EqualASearchWordByWord) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto word = [&] { return std::string(1, static_cast<char>('p' + random() % 4)) + "x"; };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> text(30), phrase(1 + random() % 3);
    for (std::string& each : text) each = word();
    for (std::string& each : phrase) each = word();
    std::string body, quoted;
    for (const std::string& each : text) body += each + ' ';
    for (const std::string& each : phrase) quoted += (quoted.empty() ? "" : " ") + each;
    std::vector<std::uint32_t> expected;  // byte of each word of the phrase
    for (std::size_t i = 0; i < text.size(); ++i)
      for (std::size_t k = 0; k < phrase.size(); ++k)
        if (i >= k && i - k + phrase.size() <= text.size() &&
            std::equal(phrase.begin(), phrase.end(), text.begin() + static_cast<std::ptrdiff_t>(i - k))) {
          expected.push_back(static_cast<std::uint32_t>(3 * i));
          break;
        }
    const Plan plan = plan_query(parse_query('"' + quoted + '"'), "", session);
    std::vector<std::uint32_t> found;
    for (const Match& match : find_matches(body, "", session, sought_in(plan, schema::kBody)))
      if (found.empty() || found.back() != match.begin) found.push_back(match.begin);
    ASSERT_EQ(found, expected) << quoted << " in " << body;
  }
}

}  // namespace
}  // namespace forestall::search
