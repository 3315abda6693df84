// SPDX-License-Identifier: Apache-2.0
#include "search/present/snippet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "base/hash.h"
#include "base/utf8.h"

namespace forestall::search {
namespace {

class Snippet : public testing::Test {
 protected:
  Highlighted best(const std::string& text, const std::vector<std::string>& words, std::size_t length = 60) {
    Sought terms;
    for (const std::string& word : words) terms.terms.push_back({word, base::hash(word), 1});
    return best_passage(text, "", session, terms, length);
  }
  static std::string marked(const Highlighted& snippet) {
    std::string out;
    std::size_t point = 0;
    for (std::size_t i = 0; i < snippet.text.size(); ++i) {
      const bool start = (static_cast<unsigned char>(snippet.text[i]) & 0xC0u) != 0x80u;
      for (const Range& range : snippet.highlights) {
        if (start && range.start == point) out += '[';
        if (start && range.start + range.length == point) out += ']';
      }
      out += snippet.text[i];
      point += i + 1 == snippet.text.size() || (static_cast<unsigned char>(snippet.text[i + 1]) & 0xC0u) != 0x80u;
    }
    for (const Range& range : snippet.highlights)
      if (range.start + range.length == point) out += ']';
    return out;
  }
  analysis::Analyzer analyzer{Schema{}};
  analysis::Session session = analyzer.session();
};

TEST_F(Snippet, MarksWholeWordsInCodePoints) {
  EXPECT_EQ(marked(best("Été à Zürich: le café ferme.", {"cafe", "zurich"})), "Été à [Zürich]: le [café] ferme.");
}

TEST_F(Snippet, JoinsTouchingBigrams) {
  EXPECT_EQ(marked(best("新しい東京都庁です", {"東京", "京都", "都庁"})), "新しい[東京都庁]です");
}

TEST_F(Snippet, SqueezesWhiteSpace) { EXPECT_EQ(marked(best("one\n\n  two\tthree", {"three"})), "one two [three]"); }

TEST_F(Snippet, ShowsTheBeginningWhenNothingMatches) {
  const Highlighted snippet = best(std::string(50, 'a') + " " + std::string(50, 'b'), {"zzz"});
  EXPECT_EQ(snippet.text, std::string(50, 'a') + "…");
  EXPECT_TRUE(snippet.highlights.empty());
}

TEST_F(Snippet, OfNothingIsNothing) { EXPECT_EQ(best("", {"a"}).text, ""); }

TEST_F(Snippet, HoldsAsManyDistinctTermsAsAnyWindow) {
  const std::uint32_t seed = 3;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> words;
    std::string text;
    for (int i = 0; i < 80; ++i) {
      words.push_back(random() % 4 == 0 ? std::string(1, static_cast<char>('a' + random() % 6))
                                        : "x" + std::to_string(random() % 50));
      text += words.back() + " ";
    }
    const std::size_t length = 20 + random() % 60;
    std::size_t most = 0;
    std::vector<std::size_t> starts;
    for (std::size_t i = 0, at = 0; i < words.size(); at += words[i++].size() + 1) starts.push_back(at);
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::set<std::string> distinct;
      for (std::size_t j = i; j < words.size() && starts[j] + words[j].size() - starts[i] <= length; ++j)
        if (words[j].size() == 1) distinct.insert(words[j]);
      most = std::max(most, distinct.size());
    }
    const Highlighted snippet = best(text, {"a", "b", "c", "d", "e", "f"}, length);
    std::set<char> shown;
    for (const Range& range : snippet.highlights) {
      std::size_t byte = 0, point = 0;
      while (point < range.start) byte += snippet.text.compare(byte, 3, "…") == 0 ? 3 : 1, ++point;
      shown.insert(snippet.text[byte]);
    }
    EXPECT_EQ(shown.size(), most) << text << " → " << snippet.text;
    EXPECT_LE(base::count_code_points(snippet.text), length + 2);
  }
}

TEST_F(Snippet, EndsBetweenCharactersAsPeopleSeeThem) {
  const std::string family = "👩\u200D👩\u200D👧", letter = "e\u0301\u0323", syllable = "กี่", jamo = "\u1112\u1161\u11AB";
  for (const std::string& whole : {family, letter, syllable, jamo, std::string("❤\uFE0F"), std::string("🇫🇷")}) {
    std::string text;
    for (int i = 0; i < 20; ++i) text += whole;
    for (std::size_t length = 10; length < 16; ++length) {
      const std::string shown = best(text, {}, length).text;
      ASSERT_TRUE(shown.ends_with("…"));
      EXPECT_EQ((shown.size() - 3) % whole.size(), 0u) << shown;
    }
  }
}

TEST_F(Snippet, BeginsAtASentenceWithoutBlanksToo) {
  EXPECT_EQ(
      best("最初に電源を切ってください。東京の設定を開きます。次に再起動します。", {"東京"}, 24).text.substr(3, 6),
      "東京");
  EXPECT_THAT(best("最初に電源を切ってください。次に東京の設定を開きます。終わり。", {"東京"}, 24).text,
              testing::StartsWith("…次に東京"));
}

TEST_F(Snippet, CutsNoWordOfLettersAmongIdeographs) {
  for (std::size_t length = 9; length < 15; ++length)
    EXPECT_EQ(best("東京の設定でpasswordを入れます", {"東京"}, length).text.find("pass") != std::string::npos,
              best("東京の設定でpasswordを入れます", {"東京"}, length).text.find("password") != std::string::npos)
        << length;
}

TEST_F(Snippet, ReadsOnlyTheBeginningOfAHugeText) {
  std::string text(20'000'000, ' ');
  for (std::size_t i = 0; i < text.size(); i += 5) text[i] = 'q';
  EXPECT_LE(best(text, {"q"}).text.size(), 200u);
}

}  // namespace
}  // namespace forestall::search
