// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "analysis/analyzer.h"

namespace forestall::analysis {
namespace {

TEST(Sessions, OfEightThreadsGiveTheSameTerms) {
  const Analyzer analyzer{Schema{}};
  const std::string text = "Réinitialiser les mots de passe, Passwortänderung 東京都 รหัสผ่าน ERR_X-4031";
  const auto terms = [&] {
    Session session = analyzer.session();
    std::vector<Token> tokens;
    session.analyze(text, "fr", tokens);
    std::vector<std::string> out;
    for (const Token& token : tokens) out.emplace_back(token.term);
    return out;
  };
  const std::vector<std::string> expected = terms();
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i)
        wrong += terms() != expected || detect_language(text).lang != detect_language(text).lang;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace forestall::analysis
