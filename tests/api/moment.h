// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "forestall/index.h"
#include "support/corpus.h"

namespace forestall::moment {

inline constexpr std::uint32_t kDocuments = 120, kLessons = 10;

inline std::chrono::milliseconds duration() {
  const char* seconds = std::getenv("FORESTALL_MOMENT_SECONDS");
  return std::chrono::milliseconds(seconds == nullptr ? 1500 : std::atoi(seconds) * 1000);
}

inline std::string title(std::uint64_t n) { return "batch " + std::to_string(n); }

/// Replaces every document and lesson; large enough for a flush of a megabyte every few times.
inline Batch batch(std::uint64_t n) {
  support::Corpus corpus(static_cast<std::uint32_t>(n));
  Batch out;
  for (std::uint32_t i = 0; i < kDocuments; ++i) {
    Document document;
    document.id = "d" + std::to_string(i);
    document.lang = "en";
    document.title = title(n);
    document.body = corpus.text(300);
    out.put(std::move(document));
  }
  for (std::uint32_t i = 0; i < kLessons; ++i)
    out.learn({"t" + std::to_string(i), {title(n), corpus.text(40), "en", {}, "", {}}, {"d" + std::to_string(i)}, {}});
  return out;
}

inline std::uint64_t batch_of(const std::string& title) { return std::stoull(title.substr(title.rfind(' ') + 1)); }

/// Everything stored is of one batch, whose number this returns.
inline std::uint64_t expect_one_moment(const Index& index) {
  std::uint32_t documents = 0, lessons = 0;
  std::string first;
  const auto same = [&](const std::string& title) {
    if (first.empty()) first = title;
    EXPECT_EQ(title, first);
  };
  index.visit([&](const Document& document) { same(document.title), ++documents; }, {},
              [&](const Lesson& lesson) { same(lesson.draft.subject), ++lessons; });
  EXPECT_EQ(documents, kDocuments);
  EXPECT_EQ(lessons, kLessons);
  EXPECT_EQ(index.searcher().size(), kDocuments);
  return first.empty() ? 0 : batch_of(first);
}

}  // namespace forestall::moment
