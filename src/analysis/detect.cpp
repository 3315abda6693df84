// SPDX-License-Identifier: Apache-2.0
// clang-format off
#include <cstdio>  // CLD2's header uses FILE without it
#include <cld2/public/compact_lang_det.h>
// clang-format on
#include <cld2/public/encodings.h>

#include <algorithm>

#include "analysis/analyzer.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kEnough = 4096;  // bytes; more does not change the guess
constexpr int kFewestBytes = 12, kLeastPercent = 60;

std::string tag_of(CLD2::Language language) {
  const std::string code = CLD2::LanguageCode(language);
  if (code == "zh-Hant") return "zh-tw";
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  return canonical_language(code);
}

std::string_view beginning(std::string_view text) {
  if (text.size() <= kEnough) return text;
  std::size_t end = kEnough;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end);
}

}  // namespace

Detected detect_language(std::string_view text) {
  text = beginning(text);
  if (text.empty()) return {};
  CLD2::Language languages[3];
  int percents[3], text_bytes = 0;
  double scores[3];
  bool reliable = false;
  const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents,
                                 scores, nullptr, &text_bytes, &reliable);
  if (!reliable || languages[0] == CLD2::UNKNOWN_LANGUAGE || percents[0] < kLeastPercent || text_bytes < kFewestBytes)
    return {};
  // Short texts are guessed well less often than CLD2's "reliable" says.
  const double length = std::min(1.0, 0.5 + text_bytes / 160.0);
  return {tag_of(languages[0]), percents[0] / 100.0 * length};
}

}  // namespace forestall::analysis
