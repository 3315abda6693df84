// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "forestall/document.h"

namespace forestall::suggest {

struct CleanDraft {
  std::string subject;
  std::string body;
};

/// A draft without what says nothing of the problem: quoted mail, signatures, greetings, [prefixes] and Re:, numbers
/// that look like secrets. Where nearly nothing would be left, the text stays as it was. Invalid UTF-8 is replaced.
/// Linear time.
CleanDraft clean(const Draft& draft);

}  // namespace forestall::suggest
