// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "forestall/document.h"
#include "index/segment.h"

namespace forestall::index {

/// A lesson is stored and indexed as a document: the ticket's subject and body are its title and body, its solutions
/// are its tags (which are not analysed), `at` is when it was created. A control character, which no document's id may
/// hold, begins its id: so it is journalled, merged, removed and counted like a document, and never found as one.
inline constexpr char kLessonMark = '\x01';

inline Space space_of(std::string_view id) {
  return !id.empty() && id.front() == kLessonMark ? Space::lessons : Space::documents;
}
std::string lesson_id(std::string_view ticket);
Document row_of(const Lesson& lesson);
Lesson lesson_of(const Document& row);

/// Throws `Error(invalid_argument)` that names the ticket and the field at fault.
void validate(const Lesson& lesson);

}  // namespace forestall::index
