// SPDX-License-Identifier: Apache-2.0
#include "index/lesson.h"

#include <algorithm>

#include "base/fail.h"
#include "base/utf8.h"
#include "index/batch_plan.h"

namespace forestall::index {
namespace {

constexpr std::size_t kMostSolutions = 1000;

}  // namespace

std::string lesson_id(std::string_view ticket) { return kLessonMark + std::string(ticket); }

Document row_of(const Lesson& lesson) {
  Document row;
  row.id = lesson_id(lesson.ticket);
  row.title = lesson.draft.subject;
  row.body = lesson.draft.body;
  row.lang = lesson.draft.lang;
  row.product = lesson.draft.product;
  row.category = lesson.draft.category;
  row.created = lesson.draft.at;
  row.tags = lesson.solutions;
  row.audience = lesson.audience;
  return row;
}

Lesson lesson_of(const Document& row) {
  Lesson lesson;
  lesson.ticket = row.id.substr(1);
  lesson.draft = {row.title, row.body, row.lang, row.product, row.category, row.created};
  lesson.solutions = row.tags;
  lesson.audience = row.audience;
  return lesson;
}

void validate(const Lesson& lesson) {
  try {
    validate_id(lesson.ticket);
    if (lesson.ticket.size() > 511) fail(ErrorCode::invalid_argument, "its id has more than 511 bytes");
    if (lesson.solutions.empty()) fail(ErrorCode::invalid_argument, "solutions is empty");
    if (lesson.solutions.size() > kMostSolutions)
      fail(ErrorCode::invalid_argument, "solutions has {} values, at most {} are allowed", lesson.solutions.size(),
           kMostSolutions);
    for (const std::string& solution : lesson.solutions) validate_id(solution);
    Document row = row_of(lesson);
    row.id = lesson.ticket;
    row.tags.clear();
    validate(row);
  } catch (const Error& error) {
    fail(error.code(), "lesson {}: {}", base::quoted(lesson.ticket), error.what());
  }
}

}  // namespace forestall::index
