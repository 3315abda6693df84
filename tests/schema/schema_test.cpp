// SPDX-License-Identifier: Apache-2.0
#include "forestall/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forestall/calibration.h"
#include "forestall/error.h"
#include "schema/fields.h"

namespace forestall {
namespace {

std::string message_of(const Schema& schema) {
  try {
    validate(schema);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    return error.what();
  }
  return {};
}

TEST(Schema, ComesBackFromItsTextUnchanged) {
  Schema schema;
  schema.title = {7.25, 0.1};
  schema.k1_article = 2.875;
  schema.statistics_audience = "customer";
  schema.compound_words["de"] = {"passwort", "konto"};
  schema.names = {"Brevoria Mail"};
  EXPECT_EQ(schema::from_text(schema::to_text(schema)), schema);
}

TEST(Calibration, FromBeforeASignalWasKnownDoesNotWeighIt) {
  Calibration calibration = default_calibration();
  calibration.weights.back() = 3;
  std::string text = to_json(calibration);
  EXPECT_EQ(parse_calibration(text), calibration);
  const std::string added = ",\"missing\":3.0";
  ASSERT_NE(text.find(added), std::string::npos) << text;
  text.erase(text.find(added), added.size());
  calibration.weights.back() = 0;
  EXPECT_EQ(parse_calibration(text), calibration);
  text.erase(text.find("\"known\""), std::string("\"known\":0.0,").size());
  EXPECT_THROW(parse_calibration(text), Error);
}

TEST(Schema, WithTheDefaultsIsValid) { EXPECT_EQ(message_of(Schema{}), ""); }

TEST(Schema, NamesTheFieldAndTheValueThatIsOutOfRange) {
  Schema schema;
  schema.k1_search = -1;
  EXPECT_THAT(message_of(schema), testing::HasSubstr("k1_search is -1"));
  schema = {};
  schema.body.b = 1.5;
  EXPECT_THAT(message_of(schema), testing::HasSubstr("1.5"));
}

TEST(Schema, RefusesNumbersThatAreNone) {
  Schema schema;
  schema.title.weight = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NE(message_of(schema), "");
}

TEST(Schema, RefusesWordsThatAreNotUtf8) {
  Schema schema;
  schema.names = {"\xC3"};
  EXPECT_THAT(message_of(schema), testing::HasSubstr("\\xc3"));
}

TEST(Schema, ThatDoesNotParseIsCorrupt) {
  for (const char* text : {"", "{", "[]", "{\"title\":3}", "null"}) {
    try {
      schema::from_text(text);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::corrupt) << text;
    }
  }
}

}  // namespace
}  // namespace forestall
