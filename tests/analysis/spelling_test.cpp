// SPDX-License-Identifier: Apache-2.0
// A word is found however it is spelt: tables of what a document says and what somebody else types.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "analysis/analyzer.h"
#include "analysis/joined.h"
#include "base/hash.h"
#include "base/utf8.h"

namespace forestall::analysis {
namespace {

/// "\u00AD" and "\U000E0061" in a table are code points.
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t digits = text.compare(i, 2, "\\u") == 0 ? 4 : text.compare(i, 2, "\\U") == 0 ? 8 : 0;
    if (digits == 0) {
      out += text[i];
      continue;
    }
    const auto c = static_cast<std::uint32_t>(std::stoul(text.substr(i + 2, digits), nullptr, 16));
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c >= 0x10000) {
      add(0xF0 | c >> 18);
      add(0x80 | (c >> 12 & 0x3F));
    } else if (c >= 0x800) {
      add(0xE0 | c >> 12);
    }
    if (c >= 0x800)
      add(0x80 | (c >> 6 & 0x3F));
    else
      add(0xC0 | c >> 6);
    add(0x80 | (c & 0x3F));
    i += 1 + digits;
  }
  return out;
}

std::vector<std::vector<std::string>> table(const std::string& name) {
  std::ifstream in(std::string(FORESTALL_SOURCE_DIR) + "/tests/analysis/tables/" + name);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '\t');) rows.back().push_back(unescaped(cell));
  }
  return rows;
}

class Spellings : public testing::Test {
 protected:
  std::vector<Token> tokens(const std::string& text, const std::string& lang, Use use) {
    std::vector<Token> out;
    session.analyze(text, canonical_language(lang), out, use);
    return out;
  }
  /// Whether a query has a term of the document; of a quoted one, a term that stands for the whole.
  bool finds(const std::string& lang, const std::string& document, std::string query) {
    const bool quoted = query.front() == '"';
    if (quoted) query = query.substr(1, query.size() - 2);
    std::set<std::string_view> held;
    for (const Token& token : tokens(document, lang, Use::document))
      if (!quoted || token.form != Form::spelling) held.insert(token.term);
    const std::vector<Token> asked = tokens(query, lang, Use::query);
    const bool whole = std::any_of(asked.begin(), asked.end(), [](const Token& t) { return t.form == Form::whole; });
    return std::any_of(asked.begin(), asked.end(), [&](const Token& token) {
      return held.contains(token.term) && (!quoted || token.form == (whole ? Form::whole : Form::word));
    });
  }
  Analyzer analyzer{Schema{}};
  Session session = analyzer.session();
};

TEST_F(Spellings, OfOneWordAreFoundByEachOther) {
  const auto rows = table("spellings.tsv");
  ASSERT_GT(rows.size(), 350u);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    EXPECT_TRUE(finds(row[0], row[2], row[3])) << row[0] << ", " << row[1] << ": " << row[2] << " by " << row[3];
  }
}

TEST_F(Spellings, OfDifferentThingsStayApart) {
  const auto rows = table("apart.tsv");
  ASSERT_GT(rows.size(), 20u);
  for (const auto& row : rows)
    EXPECT_FALSE(finds(row[0], row[1], row[2])) << row[0] << ": " << row[1] << " by " << row[2];
}

TEST_F(Spellings, AreNoneForPlainWordsAndFunctionWords) {
  for (const Token& token : tokens("The printer does not print since Monday.", "en", Use::document))
    EXPECT_EQ(token.form, Form::word) << token.term;
  for (const Token& token : tokens("är på från", "sv", Use::document)) EXPECT_EQ(token.form, Form::word) << token.term;
}

TEST_F(Spellings, StandBesideTheExactWordAtItsPlace) {
  const auto found = tokens("Wi-Fi lösenord", "sv", Use::document);
  ASSERT_EQ(found.size(), 5u);
  EXPECT_EQ(found[0].term, "wi");
  EXPECT_EQ(found[1].term, "wifi");
  EXPECT_EQ(found[1].form, Form::spelling);
  EXPECT_EQ(found[1].position, 0u);
  EXPECT_EQ(found[1].end, 5u) << "the whole of it";
  EXPECT_EQ(found[3].term, "lösenord");
  EXPECT_EQ(found[4].term, "losenord");
  EXPECT_EQ(found[4].position, found[3].position);
}

TEST_F(Spellings, OfHalfWidthKanaStandWhereTheyAre) {
  const std::string text = "新しいﾌﾟﾘﾝﾀｰが動く";
  for (const Token& token : tokens(text, "ja", Use::document))
    if (token.term == "プリンター") {
      EXPECT_EQ(text.substr(token.begin, token.end - token.begin), "ﾌﾟﾘﾝﾀｰ");
    }
  bool found = false;
  for (const Token& token : tokens("\u1107\u1175\u1106\u1175\u11af 설정", "ko", Use::document)) {
    EXPECT_LE(token.begin, token.end);
    found = found || (token.term == "비밀" && token.begin == 0 && token.end == 15);
  }
  EXPECT_TRUE(found);
}

TEST_F(Spellings, AreLookedForInShortTextsOnly) {
  const std::string words = "one two three four five six seven eight nine ten ";
  const auto joined = [](const Token& token) { return token.form == Form::spelling; };
  const auto few = tokens(words, "en", Use::query), many = tokens(words + words, "en", Use::query);
  EXPECT_TRUE(std::any_of(few.begin(), few.end(), joined)) << "onetwo";
  EXPECT_FALSE(std::any_of(many.begin(), many.end(), joined));
}

TEST_F(Spellings, OfSymbolsCountWhereNothingElseIsAsked) {
  EXPECT_EQ(tokens("I ❤️ it", "en", Use::query).size(), 2u);
  for (const Token& token : tokens("I ❤️ it", "en", Use::query)) EXPECT_NE(token.form, Form::symbol);
  const auto alone = tokens("❤️ ⌘", "en", Use::query);
  ASSERT_EQ(alone.size(), 2u);
  EXPECT_EQ(alone[0].form, Form::symbol);
}

TEST_F(Spellings, OfAnyTextStandInOrderWithinIt) {
  const std::uint32_t seed = 77;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  static const char* const kPieces[] = {"a", "B",   "7",      "00", "+49", "-",      ".",   "'",   "`",    "&",
                                        "/", "(0)", "(",      ")",  " ",   "  ",     "log", "in",  "#",    "++",
                                        "é", "œ",   "字",     "體", "プ",  "\u00AD", "no",  "x",   "0x",   "\n",
                                        "·", "l",   "\u200d", "❤",  "हि",  "न्",      "ع",   "1,0", "Camel"};
  for (int i = 0; i < 6000; ++i) {
    std::string text;
    for (std::size_t n = random() % 60; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    for (const std::string lang : {"en", "de", "zh", "ja", "vi", "he", "pl", "fa", ""})
      for (const Use use : {Use::document, Use::query}) {
        std::uint32_t last = 0;
        for (const Token& token : tokens(text, lang, use)) {
          ASSERT_LE(last, token.position) << lang << ": " << text;
          ASSERT_LE(token.begin, token.end);
          ASSERT_LE(token.end, text.size());
          ASSERT_FALSE(token.term.empty());
          ASSERT_TRUE(base::valid_utf8(token.term)) << lang << ": " << text;
          ASSERT_EQ(token.hash, base::hash(token.term));
          last = token.position;
        }
      }
    if (i % 500 == 499) session.trim();
  }
}

TEST(Joined, NumbersAreReadInLinearTime) {
  std::string digits = "+";
  for (int i = 0; i < 200000; ++i) digits += "1 ";
  const Analyzer analyzer{Schema{}};
  Session session = analyzer.session();
  std::vector<Token> out;
  session.analyze(digits, "en", out);
  EXPECT_GE(out.size(), 200000u);
  EXPECT_EQ(grouped_number(digits, 0).end, 0u) << "too long for a telephone";
}

}  // namespace
}  // namespace forestall::analysis
