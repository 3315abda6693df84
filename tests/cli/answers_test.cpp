// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "cli/help_desk.h"

namespace forestall::testing_cli {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> ids(const nlohmann::json& list) {
  std::vector<std::string> out;
  for (const auto& item : list) out.push_back(item["id"]);
  return out;
}

TEST(Search, AnswersInTheShapeThatIsPromised) {
  const HelpDesk desk;
  const auto answer = forestall({"search", desk.db, "password", "--lang", "en", "--json"}).json();
  EXPECT_EQ(answer["status"], "ok");
  EXPECT_EQ(answer["exact"], true);
  EXPECT_EQ(answer["total"], 1);
  EXPECT_TRUE(answer["took_us"].is_number_integer());
  EXPECT_EQ(answer["lang"]["code"], "en");
  EXPECT_EQ(answer["lang"]["source"], "given");
  const auto& hit = answer["hits"][0];
  EXPECT_EQ(hit["id"], "kb-1");
  EXPECT_GT(hit["score"], 0);
  EXPECT_EQ(hit["kind"], "article");
  EXPECT_EQ(hit["lang"], "en");
  EXPECT_EQ(hit["title"], "Reset your password");
  EXPECT_EQ(hit["url"], "/en/kb/1");
  const std::string text = hit["snippet"]["text"];
  ASSERT_FALSE(hit["snippet"]["highlights"].empty());
  const auto range = hit["snippet"]["highlights"][0];
  EXPECT_EQ(text.substr(range[0], range[1]), "password");
}

TEST(Search, CountsByFacets) {
  const HelpDesk desk;
  const auto facets =
      forestall({"search", desk.db, "password", "--lang", "en", "--facet", "kind", "--json"}).json()["facets"];
  EXPECT_EQ(facets["kind"]["values"][0]["value"], "article");
  EXPECT_EQ(facets["kind"]["values"][0]["count"], 1);
  EXPECT_THAT(forestall({"search", desk.db, "password", "--lang", "en", "--facet", "kind"}).out,
              HasSubstr("kind  article 1"));
}

TEST(Search, EndsWithOneWhenNothingIsFound) {
  const HelpDesk desk;
  const Outcome outcome = forestall({"search", desk.db, "zebra", "--lang", "any"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("Nothing found"));
  EXPECT_EQ(forestall({"search", desk.db, "zebra", "--lang", "any", "--json"}).json()["hits"].size(), 0u);
}

TEST(Search, ShowsAReaderOnlyWhatItsAudienceMaySee) {
  const HelpDesk desk;
  EXPECT_EQ(forestall({"search", desk.db, "refunds", "--lang", "en"}).code, 1);
  EXPECT_EQ(forestall({"search", desk.db, "refunds", "--lang", "en", "--audience", "agent"}).code, 0);
  EXPECT_EQ(forestall({"search", desk.db, "refunds", "--lang", "en", "--audience", "*"}).code, 0);
  EXPECT_EQ(forestall({"get", desk.db, "agents-1"}).code, 1);
  EXPECT_EQ(forestall({"get", desk.db, "agents-1", "--audience", "agent"}).code, 0);
}

TEST(Search, FiltersByKindProductCategoryTagAndDate) {
  const HelpDesk desk;
  const auto found = [&](std::vector<std::string> more) {
    std::vector<std::string> call = {"search", desk.db, "the password printer folder calendar",
                                     "--lang", "en",    "--json"};
    call.insert(call.end(), more.begin(), more.end());
    auto list = ids(forestall(call).json()["hits"]);
    std::sort(list.begin(), list.end());
    return list;
  };
  EXPECT_EQ(found({"--kind", "faq", "--kind", "topic"}), (std::vector<std::string>{"kb-3", "topic-1"}));
  EXPECT_EQ(found({"--product", "drive", "--kind", "article"}), std::vector<std::string>{"kb-2"});
  EXPECT_EQ(found({"--category", "sharing"}), std::vector<std::string>{"kb-2"});
  EXPECT_EQ(found({"--tag", "folder"}), std::vector<std::string>{"kb-2"});
  EXPECT_EQ(found({"--created-from", "2026-01-01"}), std::vector<std::string>{"topic-1"});
}

TEST(Search, ExplainsAScoreByTermsThatAddUpToIt) {
  const HelpDesk desk;
  const auto hit =
      forestall({"search", desk.db, "reset password page", "--lang", "en", "--explain", "--json"}).json()["hits"][0];
  EXPECT_GT(hit["explanation"]["closeness"].get<double>(), 0);
  double sum = 0;
  for (const auto& term : hit["explanation"]["terms"]) sum += term["score"].get<double>();
  EXPECT_NEAR(sum, hit["score"].get<double>(), 1e-9);
  EXPECT_THAT(forestall({"search", desk.db, "reset password", "--lang", "en", "--explain"}).out, HasSubstr("in all"));
}

TEST(Search, PrintsTitlesWithoutColoursIntoAFile) {
  const HelpDesk desk;
  const Outcome outcome = forestall({"search", desk.db, "password", "--lang", "en"});
  EXPECT_THAT(outcome.out, HasSubstr(" 1. Reset your password"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\033")));
  EXPECT_EQ(outcome.err, "");
}

TEST(Suggest, TakesADraftFromOptionsJsonAndPlainText) {
  const HelpDesk desk;
  const auto by_options = forestall({"suggest", desk.db, "--subject", "forgotten password", "--body",
                                     "I cannot sign in to my mail", "--lang", "en", "--json"});
  EXPECT_EQ(by_options.code, 0);
  const auto answer = by_options.json();
  EXPECT_EQ(answer["status"], "ok");
  EXPECT_GT(answer["confidence"], 0);
  ASSERT_FALSE(answer["items"].empty());
  EXPECT_EQ(answer["items"][0]["id"], "kb-1");
  EXPECT_GT(answer["items"][0]["confidence"], 0);
  const auto by_json = forestall({"suggest", desk.db, "-", "--json"},
                                 R"({"subject":"forgotten password","body":"I cannot sign in to my mail","lang":"en"})")
                           .json();
  EXPECT_EQ(by_json["items"], answer["items"]);
  const auto by_text = forestall({"suggest", desk.db, "-", "--lang", "en", "--json"},
                                 "forgotten password\nI cannot sign in to my mail\n")
                           .json();
  EXPECT_EQ(ids(by_text["items"]), ids(answer["items"]));
}

TEST(Suggest, GivesReasonsThatAddUpToTheScore) {
  const HelpDesk desk;
  const auto item = forestall({"suggest", desk.db, "--subject", "forgotten password", "--lang", "en",
                               "--min-confidence", "0", "--json"})
                        .json()["items"][0];
  double sum = 0;
  bool votes = false;
  for (const auto& why : item["why"]) {
    if (why["type"] == "terms")
      for (const auto& term : why["terms"]) sum += term["score"].get<double>();
    votes = votes || (why["type"] == "votes" && why["helpful"] == 41);
  }
  EXPECT_NEAR(sum, item["score"].get<double>(), 1e-9);
  EXPECT_TRUE(votes);
}

TEST(Suggest, IsSilentAboutWhatItDoesNotKnow) {
  const HelpDesk desk;
  const Outcome outcome =
      forestall({"suggest", desk.db, "--subject", "quantum zebra husbandry", "--lang", "en", "--json"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.json()["status"], "ok");
  EXPECT_TRUE(outcome.json()["items"].empty());
  EXPECT_EQ(forestall({"suggest", desk.db, "-"}, "").code, 1);
  EXPECT_EQ(forestall({"suggest", desk.db, "-"}, "{\"subject\":}").code, 3);
}

TEST(Inspect, ShowsTheTermsOfATextWithTheirPlaces) {
  const auto answer = forestall({"inspect", "analysis", "--lang", "fr", "L'école des chevaux", "--json"}).json();
  EXPECT_EQ(answer["lang"], "fr");
  bool found = false;
  for (const auto& term : answer["terms"]) found = found || (term["begin"] == 2 && term["end"] == 7);
  EXPECT_TRUE(found) << answer;
  EXPECT_EQ(forestall({"inspect", "analysis", "--lang", "fr", "chevaux"}).code, 0);
}

TEST(Inspect, CountsTheDocumentsOfAWordByLanguage) {
  const HelpDesk desk;
  const auto answer = forestall({"inspect", "term", desk.db, "password", "--json"}).json();
  std::map<std::string, int> count;
  for (const auto& row : answer["languages"]) count[row["lang"]] = row["documents"];
  EXPECT_EQ(count["en"], 2);
  EXPECT_EQ(count["fr"], 0);
  EXPECT_EQ(forestall({"inspect", "term", desk.db, "zebra"}).code, 1);
}

}  // namespace
}  // namespace forestall::testing_cli
