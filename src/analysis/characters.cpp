// SPDX-License-Identifier: Apache-2.0
#include "analysis/characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <vector>

namespace forestall::analysis {
namespace {

bool apostrophe(char32_t c) {
  constexpr std::u32string_view kMarks = U"'`\u00B4\u02B9\u02BB\u02BC\u02BD\u2018\u2019\u201B\u2032\uFF07";
  return kMarks.find(c) != std::u32string_view::npos;
}

/// Emoji and signs of keys; not other arrows, frames, bullets, trade marks, which are ornament.
bool symbol(char32_t c) {
  const bool range = (c >= 0x21A9 && c < 0x21AC) || c == 0x21B5 || (c >= 0x21E4 && c < 0x21EB) ||
                     (c >= 0x2300 && c < 0x2400) || (c >= 0x2600 && c < 0x2756) || (c >= 0x2757 && c < 0x2794) ||
                     (c >= 0x2B05 && c < 0x2B56) || (c >= 0x1F000 && c < 0x1FB00);
  return range && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_SO_MASK) != 0;
}

CharClass classify(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  if (apostrophe(c)) return CharClass::apostrophe;
  if (u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return CharClass::ignorable;
  if (symbol(c)) return CharClass::symbol;
  constexpr std::uint32_t kWord = U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK;
  if ((U_GET_GC_MASK(code) & kWord) == 0) return CharClass::other;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(code, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
      return CharClass::ideograph;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return CharClass::syllabic;
    default:
      break;
  }
  // The sound marks belong to both Kana scripts, so ICU calls them common.
  return c == U'\u30FC' || c == U'\uFF70' || c == U'\uFF9E' || c == U'\uFF9F' ? CharClass::ideograph
                                                                              : CharClass::letter;
}

const std::vector<CharClass>& basic_plane() {
  static const std::vector<CharClass> table = [] {
    std::vector<CharClass> classes(0x10000);
    for (char32_t c = 0; c < 0x10000; ++c) classes[c] = classify(c);
    return classes;
  }();
  return table;
}

}  // namespace

CharClass class_of(char32_t c) { return c < 0x10000 ? basic_plane()[c] : classify(c); }

std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0u) == 0x80u) --limit;
  return text.substr(0, limit);
}

char32_t lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

char32_t upper(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
  return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c)));
}

}  // namespace forestall::analysis
