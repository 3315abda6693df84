// SPDX-License-Identifier: Apache-2.0
#include "forestall/jsonl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "engine/jsonl_lines.h"

namespace forestall {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The message of the `invalid_argument` that `call` throws.
template <typename Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument) << error.what();
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}
std::string document_refusal(const std::string& line) {
  return refusal([&] { parse_document(line); });
}

constexpr const char* kFull =
    R"({"id":"kb-142-fr","kind":"topic","lang":"fr","title":"Mot de passe","body":"Réinitialiser…","format":"markdown",)"
    R"("tags":["mot de passe","compte"],"product":["mail"],"category":"access","audience":["customer","plan:pro"],)"
    R"("family":"kb-142","votes":{"helpful":41,"unhelpful":3},"views":566,"solved":true,"parent":"t1",)"
    R"("created":"2025-01-02T00:00:00Z","updated":"2026-05-02T09:30:00Z","url":"/fr/kb/142"})";

TEST(ParseDocument, ReadsEveryKeyAndWritesThemBackInOrder) {
  const Document document = parse_document(kFull);
  EXPECT_EQ(document.kind, Kind::topic);
  EXPECT_EQ(document.format, BodyFormat::markdown);
  EXPECT_THAT(document.audience, ElementsAre("customer", "plan:pro"));
  EXPECT_EQ(document.votes, (VoteCount{41, 3}));
  EXPECT_EQ(document.created, parse_time("2025-01-02"));
  EXPECT_EQ(to_json(document), kFull);
}

TEST(ParseDocument, TakesNullAndEmptyAsAbsent) {
  const Document document = parse_document(
      R"({"id":"a","kind":"","lang":null,"title":"T","body":"","tags":[],"product":"","audience":null,"votes":null,)"
      R"("views":null,"solved":null,"parent":"","created":null,"updated":"","url":null,"format":null})");
  Document expected;
  expected.id = "a";
  expected.title = "T";
  EXPECT_EQ(document, expected);
}

TEST(ParseDocument, TakesAStringWhereAListMayStand) {
  const Document document = parse_document(R"({"id":"a","product":"mail","audience":"agent","tags":"x"})");
  EXPECT_THAT(document.product, ElementsAre("mail"));
  EXPECT_THAT(document.audience, ElementsAre("agent"));
  EXPECT_THAT(document.tags, ElementsAre("x"));
}

TEST(ParseDocument, NamesTheKeyAtFault) {
  EXPECT_THAT(document_refusal(R"({"id":"a","titel":"T"})"), HasSubstr("unknown key \"titel\""));
  EXPECT_THAT(document_refusal(R"({"id":7})"), HasSubstr("\"id\" must be a string, not a number"));
  EXPECT_THAT(document_refusal(R"({"id":"a","id":"b"})"), HasSubstr("\"id\" is given twice"));
  EXPECT_THAT(document_refusal(R"({"tags":[1]})"), HasSubstr("\"tags\" must be"));
  EXPECT_THAT(document_refusal(R"({"solved":1})"), HasSubstr("\"solved\" must be true or false"));
  EXPECT_THAT(document_refusal(R"({"kind":"page"})"), HasSubstr("\"page\""));
  EXPECT_THAT(document_refusal(R"({"format":"rtf"})"), HasSubstr("\"rtf\""));
  EXPECT_THAT(document_refusal(R"({"created":"yesterday"})"), HasSubstr("\"created\": \"yesterday\""));
  EXPECT_THAT(document_refusal(R"({"votes":{"helpfull":1}})"), HasSubstr("unknown key \"helpfull\" in \"votes\""));
  EXPECT_THAT(document_refusal(R"({"votes":[1,2]})"), HasSubstr("\"votes\" must be"));
}

TEST(ParseDocument, ChecksTheRangeOfNumbers) {
  EXPECT_EQ(parse_document(R"({"views":18446744073709551615})").views, 18446744073709551615u);
  EXPECT_EQ(parse_document(R"({"views":12.0})").views, 12u);
  for (const char* views : {"-1", "1.5", "1e300", "\"7\""}) {
    EXPECT_THAT(document_refusal(std::string(R"({"views":)") + views + "}"),
                HasSubstr("\"views\" must be a whole number"));
  }
  EXPECT_THAT(document_refusal(R"({"votes":{"helpful":4294967296}})"), HasSubstr("0 to 4294967295"));
}

TEST(ParseDocument, NeverTurnsAnEmptyAudienceIntoThePublic) {
  EXPECT_THAT(document_refusal(R"({"id":"a","audience":[]})"), HasSubstr("\"audience\" is an empty list"));
  EXPECT_THAT(document_refusal(R"({"id":"a","audience":[""]})"), HasSubstr("\"audience\" is an empty list"));
}

TEST(ParseDocument, RefusesWhatIsNotOneObject) {
  for (const char* line : {"", "[]", "3", "{", "{}{}", "{\"id\":\"\xff\"}", R"({"id":"\ud800"})", R"({"id":"a"} x)"}) {
    EXPECT_FALSE(document_refusal(line).empty()) << line;
  }
  EXPECT_FALSE(document_refusal(std::string(100000, '[')).empty());
}

TEST(ParseDocument, PassesOverUnknownKeysWhenAskedTo) {
  const Document document =
      parse_document(R"({"id":"a","qchars":3,"votes":{"helpful":1,"me":2}})", {.ignore_unknown = true});
  EXPECT_EQ(document.id, "a");
  EXPECT_EQ(document.votes.helpful, 1u);
}

TEST(ParseDocument, GivesBackWhatToJsonWrote) {
  const unsigned seed = 71;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  const auto text = [&] {
    static const std::vector<std::string> pieces = {
        "a", "é", "日本", "\"", "\\", "\n", "\t", "😀", "/", std::string(1, '\0'), "\x1f"};
    std::string out;
    for (unsigned n = random() % 8; n > 0; --n) out += pieces[random() % pieces.size()];
    return out;
  };
  for (int i = 0; i < 500; ++i) {
    Document document;
    document.id = text(), document.title = text(), document.body = text(), document.url = text();
    document.kind = static_cast<Kind>(random() % kKinds);
    document.format = static_cast<BodyFormat>(random() % 3);
    document.tags = {"t" + text()}, document.audience = {"p" + text(), "q"};
    document.votes = {static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random() % 2)};
    document.views = random();
    document.solved = random() % 2 != 0;
    if (random() % 2 != 0) document.created = Time(std::chrono::seconds(random()));
    ASSERT_EQ(parse_document(to_json(document)), document) << to_json(document);
  }
}

TEST(ParseTime, FollowsRfc3339) {
  const Time base = parse_time("2026-05-02T10:00:00Z");
  EXPECT_EQ(to_string(base), "2026-05-02T10:00:00Z");
  EXPECT_EQ(parse_time("2026-05-02T12:00:00+02:00"), base);
  EXPECT_EQ(parse_time("2026-05-02t04:30:00.987-05:30"), base);
  EXPECT_EQ(parse_time("2026-05-02 10:00:00z"), base);
  EXPECT_EQ(parse_time("2016-12-31T23:59:60Z"), parse_time("2017-01-01"));
  EXPECT_EQ(to_string(parse_time("1969-07-20T20:17:40Z")), "1969-07-20T20:17:40Z");
  for (const std::string edge : {"0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    EXPECT_EQ(to_string(parse_time(edge)), edge);
  for (const char* bad : {"", "2026", "2026-02-29", "2026-05-02T10:00Z", "2026-05-02T10:00:00", "2026-05-02T24:00:00Z",
                          "2026-13-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "0000-01-01T00:00:00+12:00",
                          "2026-05-02T10:00:00+2", "2026-05-02T10:00:00.Z", "2026-05-02T10:00:00Zx"}) {
    EXPECT_THAT(refusal([&] { parse_time(bad); }), HasSubstr("RFC 3339")) << bad;
  }
}

TEST(ParseQueryLine, TellsQueriesFromDrafts) {
  const QueryLine query = parse_query_line(R"({"id":"q1","text":"mot de passe","lang":"fr","more":1})");
  EXPECT_FALSE(query.is_draft);
  EXPECT_EQ(query.lang, "fr");
  EXPECT_EQ(query.as_draft().subject, "mot de passe");
  EXPECT_EQ(query.as_draft().lang, "fr");
  const QueryLine draft =
      parse_query_line(R"({"id":7,"subject":"S","body":"B","product":"mail","at":"2026-05-02","lang":"en"})");
  EXPECT_TRUE(draft.is_draft);
  EXPECT_EQ(draft.id, "7");
  EXPECT_EQ(draft.as_text(), "S\nB");
  EXPECT_EQ(draft.lang, "en");
  EXPECT_THAT(draft.draft.product, ElementsAre("mail"));
  EXPECT_EQ(draft.draft.at, parse_time("2026-05-02"));
  EXPECT_THAT(refusal([] { parse_query_line(R"({"id":"q"})"); }), HasSubstr("\"text\""));
}

// ---- import ----

/// Takes batches as an index does: all or nothing, ids without "bad" only, votes on known documents only.
class FakeIndex {
 public:
  std::size_t write(const Batch& batch) {
    auto next = documents_;
    std::size_t written = 0;
    for (const auto& operation : batch.operations()) {
      if (const auto* put = std::get_if<Batch::Put>(&operation)) {
        if (put->document.id.find("bad") != std::string::npos) throw Error(ErrorCode::invalid_argument, "a bad id");
        auto& slot = next[put->document.id];
        written += slot != put->document ? 1 : 0;
        slot = put->document;
      } else if (const auto* cast = std::get_if<Batch::Cast>(&operation)) {
        if (!next.contains(cast->id)) throw Error(ErrorCode::not_found, "no document \"" + cast->id + "\"");
      }
    }
    documents_ = std::move(next);
    return written;
  }
  ImportReport import(const std::string& text, ImportOptions options = {}) {
    options.refused = [this](std::uint64_t line, const std::string& reason) { refused_[line] = reason; };
    std::istringstream in(text);
    return engine::import_lines(
        [this](const Batch& batch) { return [this, &batch] { return write(batch); }; },
        [&](std::string_view line) { return engine::parse_operation(line, {options.ignore_unknown}); }, in, options);
  }
  std::map<std::string, Document> documents_;
  std::map<std::uint64_t, std::string> refused_;
};

std::string line_of(const std::string& id, const std::string& title = "T") {
  return R"({"id":")" + id + R"(","title":")" + title + "\"}\n";
}

TEST(ImportJsonl, WritesEveryGoodLineOfABatchThatHoldsBadOnes) {
  FakeIndex index;
  const auto report =
      index.import(line_of("a") + "{oops\n" + line_of("bad1") + line_of("b") + line_of("bad2") + line_of("c"));
  EXPECT_EQ(report.written, 3u);
  EXPECT_EQ(report.refused, 3u);
  EXPECT_EQ(report.line, 6u);
  EXPECT_EQ(index.documents_.size(), 3u);
  EXPECT_THAT(index.refused_[2], HasSubstr("not valid JSON"));
  EXPECT_EQ(index.refused_[3], "a bad id");
  EXPECT_TRUE(index.refused_.contains(5));
}

TEST(ImportJsonl, LetsTheLastLineOfAnIdWin) {
  FakeIndex index;
  const auto report = index.import(line_of("a", "one") + line_of("b") + line_of("a", "two"));
  EXPECT_EQ(index.documents_["a"].title, "two");
  EXPECT_EQ(report.superseded, 1u);
  const auto again = index.import(line_of("a", "two") + line_of("b", "new"));
  EXPECT_EQ(again.unchanged, 1u);
  EXPECT_EQ(again.written, 1u);
}

TEST(ImportJsonl, PassesOverAByteOrderMarkCarriageReturnsAndBlankLines) {
  FakeIndex index;
  const auto report = index.import("\xEF\xBB\xBF{\"id\":\"a\",\"title\":\"T\"}\r\n\r\n  \n" + line_of("b") +
                                   R"({"id":"c","title":"T"})");
  EXPECT_EQ(index.documents_.size(), 3u);
  EXPECT_EQ(report.refused, 0u);
  EXPECT_EQ(report.line, 5u);
}

TEST(ImportJsonl, RefusesALineThatIsTooLongAndGoesOn) {
  FakeIndex index;
  const auto report =
      index.import(line_of("a") + line_of("b", std::string(500, 'x')) + line_of("c"), {.line_limit = 100});
  EXPECT_EQ(index.documents_.size(), 2u);
  EXPECT_THAT(index.refused_[2], HasSubstr("longer than 100 bytes"));
  EXPECT_EQ(report.line, 3u);
}

TEST(ImportJsonl, RefusesInvalidBytesByLine) {
  FakeIndex index;
  std::string text = line_of("a") + "{\"id\":\"\xC3\x28\",\"title\":\"T\"}\n";
  text += std::string("{\"id\":\"n\0n\",\"title\":\"T\"}\n", 25) + line_of("c");
  const auto report = index.import(text);
  EXPECT_EQ(report.refused, 2u);
  EXPECT_TRUE(index.refused_.contains(2) && index.refused_.contains(3));
  EXPECT_EQ(index.documents_.size(), 2u);
}

TEST(ImportJsonl, TakesVotesAndRefusesThoseOnUnknownDocuments) {
  FakeIndex index;
  const auto report = index.import(line_of("a") + R"({"vote":{"id":"a","voter":"v","helpful":true}})" + "\n" +
                                   R"({"vote":{"id":"z","voter":"v","helpful":true}})" + "\n" +
                                   R"({"vote":{"id":"a","voter":"v"},"title":"T"})" + "\n");
  EXPECT_EQ(report.votes, 1u);
  EXPECT_EQ(report.refused, 2u);
  EXPECT_THAT(index.refused_[3], HasSubstr("\"z\""));
}

TEST(ImportJsonl, ReportsProgressAfterEachBatch) {
  FakeIndex index;
  std::vector<std::uint64_t> lines;
  ImportOptions options{.batch_documents = 2};
  options.progress = [&](const ImportReport& report) { lines.push_back(report.line); };
  std::string text;
  for (int i = 0; i < 5; ++i) text += line_of(std::to_string(i));
  const auto report = index.import(text, options);
  EXPECT_THAT(lines, ElementsAre(2, 4, 5));
  EXPECT_EQ(report.bytes, text.size());
}

TEST(ImportJsonl, GivesTheSameAnswerWhateverTheBatchSize) {
  const unsigned seed = 20;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < 300; ++i) {
    const std::string id = (random() % 10 == 0 ? "bad" : "d") + std::to_string(random() % 60);
    text += random() % 15 == 0 ? "nonsense\n" : line_of(id, std::to_string(random() % 3));
  }
  FakeIndex single;
  const auto expected = single.import(text, {.batch_documents = 1});
  for (const std::size_t size : {2, 7, 64, 1000}) {
    FakeIndex index;
    const auto report = index.import(text, {.batch_documents = size});
    EXPECT_EQ(index.documents_, single.documents_) << size;
    EXPECT_EQ(index.refused_, single.refused_) << size;
    EXPECT_EQ(report.refused, expected.refused);
  }
}

// ---- answers ----

TEST(Lesson, ReadsAndWritesTheSameLine) {
  const Lesson lesson = parse_lesson(
      R"({"ticket":7,"subject":"s","body":"b","solution":["a","b"],"at":"2026-01-02","product":"mail","mood":"bad"})");
  EXPECT_EQ(lesson.ticket, "7");
  EXPECT_EQ(lesson.solutions, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(lesson.draft.product, std::vector<std::string>{"mail"});
  EXPECT_EQ(
      to_json(lesson),
      R"({"ticket":"7","subject":"s","body":"b","product":["mail"],"solution":["a","b"],"at":"2026-01-02T00:00:00Z"})");
  EXPECT_EQ(to_json(parse_lesson(to_json(lesson))), to_json(lesson));
  EXPECT_THROW(parse_lesson(R"({"ticket":"t","solution":{}})"), Error);
}

TEST(ToJson, WritesSuggestionsWithTheirReasons) {
  Suggestions suggestions;
  suggestions.confidence = 0.75;
  suggestions.lang = {"fr", "given", 1};
  Solution solution;
  solution.id = "a", solution.score = 0.1, solution.title = "T", solution.confidence = 0.5;
  solution.snippet = {"some text", {{5, 4}}};
  solution.explanation = Explanation{0.1, 0.1, 1, 0.125, 0.25, {41, 2}, {{"stem", "word", 0.1}}, {"word"}, 17};
  suggestions.items.push_back(solution);
  const auto json = nlohmann::json::parse(to_json(suggestions));
  EXPECT_EQ(json["status"], "ok");
  EXPECT_EQ(json["items"][0]["score"], 0.1);
  EXPECT_EQ(json["items"][0]["snippet"], nlohmann::json::parse(R"({"text":"some text","highlights":[[5,4]]})"));
  EXPECT_EQ(
      json["items"][0]["why"],
      nlohmann::json::parse(R"([{"type":"terms","words":["word"],"terms":[{"term":"stem","word":"word","score":0.1}]},
    {"type":"votes","helpful":41},{"type":"solved_similar","count":17,"score":0.25}])"));
}

TEST(ToJson, SurvivesInvalidUtf8InAnAnswer) {
  SearchResult result;
  result.hits.emplace_back().title = "a\xff";
  EXPECT_THAT(to_json(result), HasSubstr("a\xEF\xBF\xBD"));
}

TEST(ToJson, WritesStatsAndCheckReports) {
  Stats stats;
  stats.documents = 2;
  stats.languages = {{"fr", 2}};
  EXPECT_EQ(nlohmann::json::parse(to_json(stats))["languages"]["fr"], 2);
  EXPECT_EQ(nlohmann::json::parse(to_json(CheckReport{{"x is damaged"}, 1, 2, 3}))["faults"][0], "x is damaged");
}

}  // namespace
}  // namespace forestall
