// SPDX-License-Identifier: Apache-2.0
#include "forestall/suggester.h"

#include "suggest/solutions.h"

namespace forestall {

Suggestions Suggester::solutions_for(const Draft& draft, const SuggestOptions& options) const {
  validate(options);
  return suggest::solve(searcher_.snapshot(), draft, options);
}

}  // namespace forestall
