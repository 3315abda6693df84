// SPDX-License-Identifier: Apache-2.0
// The sample's drafts with a log behind them are answered as without.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "forestall/clean.h"
#include "forestall/index.h"
#include "forestall/jsonl.h"
#include "forestall/suggester.h"
#include "support/scratch.h"

namespace forestall {
namespace {

const std::string kSample = std::string(FORESTALL_SOURCE_DIR) + "/data/sample/";

class Log {
 public:
  explicit Log(std::uint32_t seed) : random_(seed) {}
  int number(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }
  template <std::size_t N>
  const char* one_of(const char* const (&words)[N]) {
    return words[random_() % N];
  }

 private:
  std::mt19937 random_;
};

std::string client_line(Log& log, int i) {
  static const char* const kParts[] = {"Account", "Folder", "Printer", "Password", "Invoice", "Calendar"};
  static const char* const kDone[] = {"loaded from the cache", "has no new messages", "could not be opened",
                                      "is up to date"};
  return fmt::format("{:02}:{:02}:{:02} [{}] {}.{}: {} {} {}", 7 + i / 3600, i / 60 % 60, i % 60, "DIWE"[log.number(4)],
                     log.one_of(kParts), "Controller", log.one_of(kParts), log.number(900), log.one_of(kDone));
}

std::string java_line(Log& log, int i) {
  static const char* const kMethods[] = {"doFilter", "invoke", "process", "accept$lambda"};
  static const char* const kTypes[] = {"SessionFilter", "LoginServlet", "BackupJob", "MessageQueue"};
  switch (i % 12) {
    case 0:
      return fmt::format(
          "2026-10-0{} 23:5{}:01,{:03} WARN  [http-nio-8080-exec-{}] c.v.portal.{} - Request could not be handled",
          1 + log.number(9), log.number(10), log.number(1000), log.number(30), log.one_of(kTypes));
    case 1:
      return "org.vendor.portal.TokenExpiredException: the token of the session has expired";
    case 8:
      return "Caused by: java.sql.SQLTransientConnectionException: pool - Connection is not available, request timed "
             "out";
    case 11:
      return fmt::format("\t... {} common frames omitted", log.number(80));
    default:
      return fmt::format("\tat org.vendor.portal.{}.{}({}.java:{})", log.one_of(kTypes), log.one_of(kMethods),
                         log.one_of(kTypes), log.number(600));
  }
}

std::string apache_line(Log& log, int i) {
  static const char* const kPaths[] = {"/login?next=/mail", "/api/v2/backup/status", "/static/app.js",
                                       "/help/search?q=password"};
  if (i % 5 == 4)
    return fmt::format(
        "[Thu Oct 01 23:{:02}:{:02}.{:06} 2026] [ssl:warn] [pid {}:tid {}] AH01909: portal.vendor.example:443:0 "
        "server certificate does NOT include an ID which matches the server name",
        i / 60 % 60, i % 60, log.number(999999), log.number(9999), log.number(99999999));
  return fmt::format(
      "portal.vendor.example:443 203.0.113.{} - anna [01/Oct/2026:23:{:02}:{:02} +0000] \"POST {} HTTP/2.0\" {} {} "
      "\"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0\"",
      log.number(255), i / 60 % 60, i % 60, log.one_of(kPaths), 200 + log.number(305), log.number(90000));
}

using Line = std::string (*)(Log&, int);

class PastedLogs : public testing::Test {
 protected:
  PastedLogs() {
    for (const char* file : {"articles", "faq", "forum", "known_issues", "services"}) {
      std::ifstream in(kSample + file + ".jsonl");
      import_jsonl(index, in);
    }
    std::ifstream in(kSample + "drafts.jsonl");
    for (std::string line; std::getline(in, line);)
      drafts.emplace_back(parse_query_line(line).id, parse_query_line(line).draft);
    std::ifstream judged(kSample + "qrels.tsv");
    std::string query, document;
    for (int grade = 0; judged >> query >> document >> grade;)
      if (grade == 3) best[query] = document;
  }
  support::Scratch scratch;
  Index index = Index::create(scratch / "index");
  std::vector<std::pair<std::string, Draft>> drafts;
  Suggestions ask(const Draft& draft) {
    SuggestOptions options;
    options.reader = Reader::everything();
    return Suggester(index.searcher()).solutions_for(draft, options);
  }
  /// How many drafts are answered rightly first and in the language that they have without a log.
  std::size_t right(Line line, int lines, bool above) {
    std::size_t count = 0;
    for (const auto& [id, draft] : drafts) {
      Log log(static_cast<std::uint32_t>(lines));
      std::string text;
      for (int i = 0; i < lines; ++i) text += line(log, i) + "\n";
      Draft with = draft;
      with.body = above ? text + "\n" + draft.body : draft.body + "\n\n" + text;
      const Suggestions plain = ask(draft), found = ask(with);
      count += !found.items.empty() && found.items[0].id == best[id] && found.lang.code == plain.lang.code;
    }
    return count;
  }
  std::map<std::string, std::string> best;
};

TEST_F(PastedLogs, BehindADraftChangeNoAnswer) {
  ASSERT_EQ(drafts.size(), 20u);
  for (const auto& [name, line] :
       {std::pair<const char*, Line>{"client", client_line}, {"java", java_line}, {"apache", apache_line}})
    for (const int lines : {0, 1, 10, 30, 300}) {
      const std::size_t count = right(line, lines, false);
      EXPECT_GE(count, 19u) << name << ", " << lines;
      std::cout << fmt::format("{}, {} lines: {} of 20\n", name, lines, count);
    }
}

TEST_F(PastedLogs, AboveADraftChangeNoAnswer) {
  for (const auto& [name, line] :
       {std::pair<const char*, Line>{"client", client_line}, {"java", java_line}, {"apache", apache_line}})
    EXPECT_GE(right(line, 30, true), 19u) << name;
}

TEST_F(PastedLogs, AreAnsweredAloneByWhatIsRareInThem) {
  Draft draft;
  draft.body =
      "2026-10-01 23:50:01 INFO start\n2026-10-01 23:50:02 ERROR login refused, code BM-4031\n2026-10-01 23:50:03 INFO "
      "stop";
  const Suggestions found = ask(draft);
  ASSERT_FALSE(found.items.empty());
  EXPECT_EQ(found.items[0].id.substr(0, 6), "kb-006") << "the article on BM-4031";
}

TEST_F(PastedLogs, AreNamedAmongWhatIsLeftOut) {
  Draft draft;
  draft.body = "It closes at once.\n2026-10-01 23:50:01 INFO start\n2026-10-01 23:50:02 ERROR disk full, code E4711\n";
  const CleanedDraft cleaned = clean_draft(draft);
  EXPECT_EQ(cleaned.body, "It closes at once.\n");
  ASSERT_EQ(cleaned.left_out.size(), 1u);
  EXPECT_EQ(cleaned.left_out[0].rule, CleanRule::paste);
  EXPECT_EQ(cleaned.left_out[0].line, 2u);
  EXPECT_EQ(cleaned.evidence, "E4711 start disk full code");
  draft.body = cleaned.body + cleaned.evidence;
  EXPECT_EQ(clean_draft(draft).body, draft.body + "\n") << "a lesson cleaned once stays";
}

}  // namespace
}  // namespace forestall
