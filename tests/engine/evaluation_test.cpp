// SPDX-License-Identifier: Apache-2.0
#include "forestall/evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>
#include <sstream>

#include "forestall/error.h"

namespace forestall {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Ranked> ranked(const std::vector<std::string>& ids) {
  std::vector<Ranked> out;
  double score = 1000;
  for (const auto& id : ids) out.push_back({id, score--});
  return out;
}

TEST(Measure, AgreesWithValuesReckonedByHand) {
  // relevant: a (grade 3), c (1), z (2, not found). Answers: b a d c.
  const Measures m = measure({{"a", 3}, {"b", 0}, {"c", 1}, {"z", 2}}, ranked({"b", "a", "d", "c"}));
  const double gain = 3 / std::log2(3.0) + 1 / std::log2(5.0);
  const double ideal = 3 + 2 / std::log2(3.0) + 1 / std::log2(4.0);
  EXPECT_DOUBLE_EQ(m.at(Measure::ndcg_10), gain / ideal);
  EXPECT_DOUBLE_EQ(m.at(Measure::mrr_10), 0.5);
  EXPECT_DOUBLE_EQ(m.at(Measure::map_100), (1.0 / 2 + 2.0 / 4) / 3);
  EXPECT_DOUBLE_EQ(m.at(Measure::recall_100), 2.0 / 3);
  EXPECT_EQ(m.at(Measure::success_1), 0);
  EXPECT_EQ(m.at(Measure::success_5), 1);
}

TEST(Measure, GivesOneToAPerfectAnswerAndNothingToNone) {
  for (const double value : measure({{"a", 2}, {"b", 1}}, ranked({"a", "b", "c"}))) EXPECT_DOUBLE_EQ(value, 1);
  for (const double value : measure({{"a", 2}}, {})) EXPECT_EQ(value, 0);
  for (const double value : measure({{"a", 0}}, ranked({"a"}))) EXPECT_EQ(value, 0);
}

TEST(Measure, CountsADocumentThatIsAnsweredTwiceOnce) {
  const Measures m = measure({{"a", 1}, {"b", 1}}, ranked({"a", "a", "b"}));
  EXPECT_DOUBLE_EQ(m.at(Measure::map_100), 1);
  EXPECT_DOUBLE_EQ(m.at(Measure::recall_100), 1);
}

TEST(Measure, LooksNoFurtherThanItsCutOff) {
  std::vector<std::string> ids;
  for (int i = 0; i < 120; ++i) ids.push_back("d" + std::to_string(i));
  const Measures at_11 = measure({{"d10", 1}}, ranked(ids));
  EXPECT_EQ(at_11.at(Measure::ndcg_10), 0);
  EXPECT_EQ(at_11.at(Measure::mrr_10), 0);
  EXPECT_EQ(at_11.at(Measure::recall_100), 1);
  EXPECT_EQ(measure({{"d100", 1}}, ranked(ids)).at(Measure::recall_100), 0);
  EXPECT_EQ(measure({{"d5", 1}}, ranked(ids)).at(Measure::success_5), 0);
}

/// Straight from the definitions, a loop each.
Measures plain_measures(const std::map<std::string, double>& grades, const std::vector<Ranked>& answers) {
  const auto grade = [&](std::size_t i) {
    return i < answers.size() && grades.contains(answers[i].id) ? grades.at(answers[i].id) : 0.0;
  };
  std::multiset<double, std::greater<>> sorted;
  for (const auto& [id, g] : grades)
    if (g > 0) sorted.insert(g);
  double dcg = 0, ideal = 0, reciprocal = 0, average = 0, recall = 0;
  for (std::size_t i = 0; i < 10; ++i) dcg += grade(i) / std::log2(static_cast<double>(i) + 2);
  std::size_t n = 0;
  for (const double g : sorted)
    if (n < 10) ideal += g / std::log2(static_cast<double>(n++) + 2);
  for (std::size_t i = 10; i-- > 0;)
    if (grade(i) > 0) reciprocal = 1 / static_cast<double>(i + 1);
  for (std::size_t i = 0; i < 100; ++i) {
    if (grade(i) <= 0) continue;
    double hits = 0;
    for (std::size_t j = 0; j <= i; ++j) hits += grade(j) > 0 ? 1 : 0;
    average += hits / static_cast<double>(i + 1);
    recall += 1;
  }
  double first5 = 0;
  for (std::size_t i = 0; i < 5; ++i) first5 = grade(i) > 0 ? 1 : first5;
  const auto relevant = static_cast<double>(sorted.size());
  Measures out{};
  if (sorted.empty()) return out;
  const std::array<double, kMeasures> values = {
      dcg / ideal, reciprocal, average / relevant, recall / relevant, grade(0) > 0 ? 1.0 : 0.0, first5};
  std::copy(values.begin(), values.end(), out.begin());
  return out;
}

TEST(Measure, AgreesWithPlainDefinitionsOnRandomAnswers) {
  const unsigned seed = 5;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    std::map<std::string, double> grades;
    for (unsigned i = random() % 30; i > 0; --i) grades["d" + std::to_string(random() % 200)] = random() % 4;
    std::vector<std::string> ids(200);
    for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = "d" + std::to_string(i);
    std::shuffle(ids.begin(), ids.end(), random);
    ids.resize(random() % 200);
    const auto answers = ranked(ids);
    const Measures fast = measure(grades, answers), plain = plain_measures(grades, answers);
    for (std::size_t i = 0; i < kMeasures; ++i)
      ASSERT_NEAR(fast[i], plain[i], 1e-12) << "round " << round << " measure " << i;
  }
}

TEST(Evaluate, CountsAJudgedQueryWithoutAnswersAsZero) {
  const Judgements judgements = {{"q1", {{"a", 1}}}, {"q2", {{"b", 1}}}, {"q3", {{"c", 0}}}};
  const forestall::Run run = {{"q1", ranked({"a"})}, {"unjudged", ranked({"a"})}};
  const Evaluation evaluation = evaluate(judgements, run, {{"q1", "fr"}, {"q2", "en"}});
  EXPECT_EQ(evaluation.overall.queries, 2u);
  EXPECT_DOUBLE_EQ(evaluation.overall.mean.at(Measure::mrr_10), 0.5);
  EXPECT_DOUBLE_EQ(evaluation.by_language.at("fr").mean.at(Measure::mrr_10), 1);
  EXPECT_DOUBLE_EQ(evaluation.by_language.at("en").mean.at(Measure::mrr_10), 0);
}

TEST(Compare, FindsNoDifferenceBetweenARunAndItself) {
  const Judgements judgements = {{"q1", {{"a", 1}}}, {"q2", {{"b", 1}}}};
  const Evaluation one = evaluate(judgements, {{"q1", ranked({"a"})}});
  const Comparison same = compare(one, one);
  EXPECT_EQ(same.queries, 2u);
  EXPECT_EQ(same.difference.at(Measure::ndcg_10), 0);
  EXPECT_EQ(same.p.at(Measure::ndcg_10), 1);
}

TEST(Compare, GivesTheExactChanceOfAClearDifferenceWithinItsRounds) {
  Judgements judgements;
  forestall::Run better, worse;
  for (int i = 0; i < 8; ++i) {
    const std::string query = "q" + std::to_string(i);
    judgements[query] = {{"a", 1}};
    better[query] = ranked({"a"});
    worse[query] = ranked({"b", "a"});
  }
  const Evaluation first = evaluate(judgements, better), second = evaluate(judgements, worse);
  const Comparison comparison = compare(first, second, 20000);
  EXPECT_DOUBLE_EQ(comparison.difference.at(Measure::mrr_10), 0.5);
  EXPECT_NEAR(comparison.p.at(Measure::mrr_10), 2.0 / 256, 0.002);  // all signs alike: 2 of 2^8
  EXPECT_EQ(compare(first, second, 20000).p, comparison.p);
}

TEST(ReadJudgements, TakesBothFormats) {
  std::istringstream in("query_id\tdoc_id\tgrade\nq1\td1\t2\r\nq1 0 d2 1\n\nq2\tdoc two\t0\n");
  const Judgements judgements = read_judgements(in);
  EXPECT_EQ(judgements.at("q1").at("d1"), 2);
  EXPECT_EQ(judgements.at("q1").at("d2"), 1);
  EXPECT_EQ(judgements.at("q2").at("doc two"), 0);
}

TEST(ReadJudgements, NamesTheLineAtFault) {
  for (const char* text :
       {"q1 d1 1\nq1 d1\n", "q1 d1 1\nq1 d1 good\n", "q1 d1 1\nq d e f g\n", "q1 d1 1\nq1 d1 nan\n"}) {
    std::istringstream in(text);
    try {
      read_judgements(in);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("line 2")) << text;
    }
  }
}

TEST(ReadRun, GivesBackWhatWriteRunWrote) {
  const std::vector<Ranked> answers = {{"a", 0.1 + 0.2}, {"b", 0.3}, {"c", 1e-300}, {"d", 1e-300}};
  std::ostringstream out;
  write_run(out, "q1", answers, "tag");
  EXPECT_THAT(out.str(), HasSubstr("q1 Q0 a 1 0.30000000000000004 tag\n"));
  std::istringstream in(out.str());
  EXPECT_EQ(read_run(in).at("q1"), answers);
}

TEST(ReadRun, SortsByScoreThenRank) {
  std::istringstream in("q Q0 low 1 1.0 t\nq Q0 second 3 2 t\nq Q0 first 2 2 t\n");
  const auto run = read_run(in);
  std::vector<std::string> ids;
  for (const Ranked& one : run.at("q")) ids.push_back(one.id);
  EXPECT_THAT(ids, ElementsAre("first", "second", "low"));
}

}  // namespace
}  // namespace forestall
