// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/terms.h"

namespace forestall {
namespace {

using support::exact_terms;
using support::terms;
using testing::Contains;
using testing::ElementsAre;

TEST(Identifiers, AreIndexedWholeInEveryLanguage) {
  for (const std::string text :
       {"ERR_CONNECTION_REFUSED", "0x80070057", "57.0.7", "BM-4031", "C:\\Users\\ann", "/etc/hosts", "about:config",
        "--safe-mode", "ann@example.com", "https://example.com/x", "C++", "imap.brevoria.example", "5.7.1"})
    for (const std::string lang : {"en", "fr", "de", ""}) {
      std::string small = text;
      for (char& c : small) c = static_cast<char>(std::tolower(c));
      EXPECT_THAT(terms("see " + text + ", please", lang), Contains(small)) << lang;
    }
}

TEST(Identifiers, AreIndexedInPartsToo) {
  EXPECT_THAT(terms("ERR_CONNECTION_REFUSED", ""),
              ElementsAre("err_connection_refused", "err", "connection", "refused"));
  EXPECT_THAT(exact_terms("BM-4031", ""), ElementsAre("bm-4031", "bm", "4031"));
}

TEST(Identifiers, StandWhereTheirFirstPartStands) {
  const auto found = analyze("error BM-4031 again", "");
  EXPECT_EQ(found[1].term, "bm-4031");
  EXPECT_EQ(found[1].position, found[2].position);
  EXPECT_EQ(found[3].position, found[2].position) << "bm4031";
  EXPECT_EQ(found[4].position, found[2].position + 1);
}

TEST(Identifiers, AreNotSeenInOrdinaryText) {
  for (const std::string text :
       {"e.g.", "either/or", "word.Next", "well-known", "wait...", "yes:", "(see)", "a, b", "10:30"})
    for (const std::string& term : terms(text, "")) EXPECT_EQ(term.find_first_of("./:-_"), std::string::npos) << text;
}

TEST(Names, OfTheSchemaAreFoundWholeInAnyCase) {
  Schema schema;
  schema.names = {"Brevoria Mail", ".NET"};
  EXPECT_THAT(terms("Why is BREVORIA MAIL slow?", "en", schema), Contains("brevoria mail"));
  EXPECT_THAT(terms("Brevoria Mailer", "en", schema), testing::Not(Contains("brevoria mail")));
}

}  // namespace
}  // namespace forestall
