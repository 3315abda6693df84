// SPDX-License-Identifier: Apache-2.0
#include "search/plan/languages.h"

#include <algorithm>

#include "base/fail.h"
#include "base/utf8.h"

namespace forestall::search {
namespace {

constexpr std::size_t kSteps = 3;  // distances

std::string canonical(std::string_view lang) {
  std::string tag = analysis::canonical_language(lang);
  if (tag.empty()) fail(ErrorCode::invalid_argument, "langs holds {}, which is no language tag", base::quoted(lang));
  return analysis::names_language(tag) ? tag : std::string();
}

/// The least distance of a document's language from the range; kOtherLanguage if the index has none near it.
int nearest(const index::Snapshot& snapshot, std::string_view range) {
  int least = analysis::kOtherLanguage;
  for (const index::Leaf& leaf : snapshot.leaves())
    for (const index::Partition& partition : leaf.segment->partitions()) {
      if (partition.space != index::Space::documents || partition.lang.empty()) continue;
      const int distance = analysis::language_distance(range, partition.lang);
      if (distance >= 0 && (least < 0 || distance < least)) least = distance;
    }
  return least;
}

/// RFC 4647's lookup; where that finds no document, the language of any region.
void add(const index::Snapshot& snapshot, std::string lang, Languages& out) {
  if (lang.empty()) return;
  const int least = nearest(snapshot, lang);
  out.ranges.push_back({std::move(lang), std::max(least, 1)});
}

}  // namespace

bool Languages::admits(std::string_view lang) const {
  return !choice.only || lang.empty() || rank(lang) < ranges.size() * kSteps;
}

std::size_t Languages::rank(std::string_view lang) const {
  std::size_t best = ranges.size() * kSteps;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const int distance = analysis::language_distance(ranges[i].lang, lang);
    if (distance >= 0 && distance <= ranges[i].reach)
      return std::min(best, i * kSteps + static_cast<std::size_t>(distance));
  }
  return best;
}

bool Languages::open() {
  const bool guessed = choice.only && choice.source == "detected";
  if (guessed) choice.only = false;
  return guessed;
}

Languages choose_languages(const index::Snapshot& snapshot, std::string_view text, std::string_view given,
                           const std::vector<std::string>& chain) {
  Languages languages;
  const bool any =
      std::any_of(chain.begin(), chain.end(), [](const std::string& lang) { return lang == "any" || lang == "*"; });
  if (any) return languages;
  if (!given.empty()) add(snapshot, canonical(given), languages);
  for (const std::string& lang : chain) add(snapshot, canonical(lang), languages);
  if (!languages.ranges.empty()) {
    languages.choice = {languages.ranges.front().lang, "given", 1, true};
    return languages;
  }
  const analysis::Detected detected = analysis::detect_language(text);
  // A guess that no document shares is no reason to find nothing.
  if (detected.lang.empty() || nearest(snapshot, detected.lang) < 0) return languages;
  add(snapshot, detected.lang, languages);
  languages.choice = {detected.lang, "detected", detected.confidence, detected.sure()};
  return languages;
}

}  // namespace forestall::search
