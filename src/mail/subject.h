// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "forestall/clean.h"

namespace forestall::mail {

/// A part of a subject that says nothing of the problem, in bytes.
struct SubjectPart {
  CleanRule rule;
  std::size_t begin, end;
};

/// Re:, Fwd: and their like in every language, [Ticket 4711], [list-name]; not [ORA-12541], which is the problem.
std::vector<SubjectPart> subject_parts(std::string_view subject);

}  // namespace forestall::mail
