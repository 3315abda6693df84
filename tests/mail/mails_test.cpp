// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/characters.h"
#include "mail/canonical.h"
#include "mail/clean.h"

namespace forestall::mail {
namespace {

/// What went wrong with the mails of one language.
struct Errors {
  std::size_t mails = 0, kept = 0, lost = 0;
};

std::string small(std::string_view text) {
  std::string out;
  const std::string words = canonical(text).text;
  return " " + words + " ";
}

bool holds(const std::string& text, const std::string& words) {
  return small(text).find(small(words)) != std::string::npos;
}

Draft draft_of(const nlohmann::json& mail) {
  Draft draft;
  draft.subject = mail.value("subject", "");
  draft.body = mail["body"];
  draft.format = body_format_from(mail.value("format", "plain")).value();
  return draft;
}

/// Cleans every mail of a file and says of each that fails what was kept, or lost.
Errors measure(const std::string& name) {
  std::ifstream in(std::string(FORESTALL_SOURCE_DIR) + "/tests/mail/mails/" + name);
  std::map<std::string, Errors> by_language;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto mail = nlohmann::json::parse(line);
    const CleanedDraft cleaned = clean(draft_of(mail));
    const std::string text = cleaned.subject + "\n" + cleaned.body;
    Errors& errors = by_language[mail["lang"]];
    ++errors.mails;
    bool kept = false, lost = false;
    for (const std::string words : mail["left_out"])
      if (text.find(words) != std::string::npos || holds(text, words)) {
        std::cout << name << ':' << number << " (" << mail["client"] << ") keeps \"" << words << "\"\n";
        kept = true;
      }
    for (const std::string words : mail["kept"])
      if (text.find(words) == std::string::npos) {
        std::cout << name << ':' << number << " (" << mail["client"] << ") loses \"" << words << "\"\n";
        lost = true;
      }
    errors.kept += kept;
    errors.lost += lost;
  }
  Errors all;
  std::cout << name << "\nlanguage  mails  kept what is quoted  lost what is written\n";
  for (const auto& [lang, errors] : by_language) {
    std::cout << lang << '\t' << errors.mails << '\t' << errors.kept << '\t' << errors.lost << '\n';
    all.mails += errors.mails;
    all.kept += errors.kept;
    all.lost += errors.lost;
  }
  std::cout << "all\t" << all.mails << '\t' << all.kept << '\t' << all.lost << '\n';
  return all;
}

class Mails : public testing::TestWithParam<const char*> {};

TEST_P(Mails, AreCleanedWithFewErrors) {
  const Errors errors = measure(GetParam());
  ASSERT_GT(errors.mails, 50U);
  EXPECT_LE(errors.kept * 1000, errors.mails * 30);
  EXPECT_LE(errors.lost * 1000, errors.mails * 5);
}

INSTANTIATE_TEST_SUITE_P(Tables, Mails, testing::Values("development.jsonl", "held_out.jsonl", "later.jsonl"));

}  // namespace
}  // namespace forestall::mail
