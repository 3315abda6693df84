// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "forestall/results.h"

/// Answers for people.
namespace forestall::cli {

void print(std::ostream& out, const SearchResult& result, bool explain);
void print(std::ostream& out, const Suggestions& suggestions, bool explain);

}  // namespace forestall::cli
