// SPDX-License-Identifier: Apache-2.0
#include "search/languages.h"

#include <algorithm>

#include "base/fail.h"
#include "base/utf8.h"

namespace forestall::search {
namespace {

std::string range_of(std::string_view lang) {
  std::string range = analysis::canonical_language(lang);
  if (range.empty()) fail(ErrorCode::invalid_argument, "langs holds {}, which is no language tag", base::quoted(lang));
  return range;
}

bool has_documents(const index::Snapshot& snapshot, std::string_view range) {
  return std::any_of(snapshot.statistics().begin(), snapshot.statistics().end(),
                     [&](const auto& entry) { return analysis::language_matches(range, entry.first); });
}

}  // namespace

bool Languages::admits(std::string_view lang) const {
  return ranges.empty() || lang.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const std::string& range) {
           return analysis::language_matches(range, lang);
         });
}

std::size_t Languages::rank(std::string_view lang) const {
  for (std::size_t i = 0; i < ranges.size(); ++i)
    if (analysis::language_matches(ranges[i], lang)) return i;
  return ranges.size();
}

Languages choose_languages(const index::Snapshot& snapshot, std::string_view text, std::string_view given,
                           const std::vector<std::string>& chain) {
  Languages languages;
  const bool any = std::any_of(chain.begin(), chain.end(), [](const std::string& lang) { return lang == "any"; });
  if (any) return languages;
  if (!given.empty()) languages.ranges.push_back(range_of(given));
  for (const std::string& lang : chain) languages.ranges.push_back(range_of(lang));
  if (!languages.ranges.empty()) {
    languages.choice = {languages.ranges.front(), "given", 1};
    return languages;
  }
  const analysis::Detected detected = analysis::detect_language(text);
  // A guess that no document shares is no reason to find nothing.
  if (detected.lang.empty() || !has_documents(snapshot, detected.lang)) return languages;
  languages.ranges.push_back(detected.lang);
  languages.choice = {detected.lang, "detected", detected.confidence};
  return languages;
}

}  // namespace forestall::search
