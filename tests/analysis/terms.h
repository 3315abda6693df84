// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forestall/analyzer.h"

namespace forestall::support {

inline std::vector<std::string> terms(std::string_view text, std::string_view lang, const Schema& schema = {}) {
  std::vector<std::string> out;
  for (const AnalyzedTerm& term : analyze(text, lang, schema)) out.push_back(term.term);
  return out;
}

/// The same without other spellings.
inline std::vector<std::string> exact_terms(std::string_view text, std::string_view lang, const Schema& schema = {}) {
  std::vector<std::string> out;
  for (const AnalyzedTerm& term : analyze(text, lang, schema))
    if (!term.spelling) out.push_back(term.term);
  return out;
}

/// Whether two words come to the same term.
inline bool same(std::string_view a, std::string_view b, std::string_view lang) {
  return exact_terms(a, lang) == exact_terms(b, lang);
}

}  // namespace forestall::support
