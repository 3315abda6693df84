// SPDX-License-Identifier: Apache-2.0
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "analysis/characters.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kBack = 64, kAhead = 8;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }
bool plain(char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\n'; }  // "\r\n" is one character

}  // namespace

std::size_t character_start(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size() || (plain(text[at - 1]) && plain(text[at]))) return std::min(at, text.size());
  std::size_t begin = at > kBack ? at - kBack : 0, end = std::min(at + kAhead, text.size());
  while (begin > 0 && continues(text[begin])) --begin;
  while (end < text.size() && continues(text[end])) ++end;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  UText window = UTEXT_INITIALIZER;
  utext_openUTF8(&window, text.data() + begin, static_cast<std::int64_t>(end - begin), &status);
  std::size_t start = at;
  if (U_SUCCESS(status)) {
    breaks->setText(&window, status);
    const auto place = static_cast<std::int32_t>(at - begin);
    const std::int32_t before = U_SUCCESS(status) && !breaks->isBoundary(place) ? breaks->preceding(place) : place;
    if (before > 0) start = begin + static_cast<std::size_t>(before);
  }
  utext_close(&window);
  return start;
}

}  // namespace forestall::analysis
