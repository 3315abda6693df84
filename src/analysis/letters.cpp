// SPDX-License-Identifier: Apache-2.0
#include "analysis/letters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <utility>

namespace forestall::analysis {
namespace {

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool between(UChar32 c, UChar32 low, UChar32 high) { return c >= low && c <= high; }

UScriptCode script_of(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status);
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

/// Marks that a reader may leave out and nobody searches for.
bool optional_mark(UChar32 c, UChar32 before, std::string_view lang) {
  if (c == 0x307) return before == 'i';
  if (c == 0x300 || c == 0x301) return script_of(before) == USCRIPT_CYRILLIC;
  if (between(c, 0x591, 0x5C7)) return lang != "yi" && (u_getCombiningClass(c) != 0);
  if (c == 0x20E3) return true;  // the frame of a key
  return c == 0x640 || between(c, 0x64B, 0x65F) || c == 0x670 || between(c, 0x6D6, 0x6ED);
}

UChar32 own_form(UChar32 c, std::string_view lang) {
  const bool persian = lang == "fa" || lang == "ur";
  if (c == 0x64A || c == 0x6CC) return persian ? 0x6CC : 0x64A;
  if (c == 0x643 || c == 0x6A9) return persian ? 0x6A9 : 0x643;
  if (c == 0x649 && persian) return 0x6CC;
  if (lang == "ur" && c == 0x647) return 0x6C1;
  return c;
}

/// The letter that a chillu stands for, with its virama.
const char16_t* written_out(UChar32 c) {
  static constexpr const char16_t* kChillus[] = {u"ണ്", u"ന്", u"ര്", u"ല്", u"ള്", u"ക്"};
  return between(c, 0xD7A, 0xD7F) ? kChillus[c - 0xD7A] : nullptr;
}

/// Letters without a decomposition, and what is typed for them.
const char* typed_for(UChar32 c) {
  static constexpr std::pair<UChar32, const char*> kTyped[] = {
      {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},  {0x111, "d"}, {0x127, "h"}, {0x131, "i"},
      {0x138, "k"}, {0x142, "l"}, {0x14B, "n"}, {0x153, "oe"}, {0x167, "t"}, {0x259, "e"}, {0x491, "г"},
      {0x622, "ا"}, {0x623, "ا"}, {0x624, "و"}, {0x625, "ا"},  {0x671, "ا"}, {0x629, "ه"}, {0x6C0, "ه"}};
  const auto found =
      std::find_if(std::begin(kTyped), std::end(kTyped), [c](const auto& pair) { return pair.first == c; });
  return found == std::end(kTyped) ? nullptr : found->second;
}

bool indic(UChar32 c) { return between(c, 0x900, 0xD7F); }
/// The same sign of any script of India, by its place in the script's block.
bool indic_sign(UChar32 c, UChar32 devanagari) { return indic(c) && (c & 0x7F) == (devanagari & 0x7F); }

bool drops_marks(UChar32 base) {
  switch (script_of(base)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
      return true;
    default:
      return false;
  }
}

/// A nasal with virama before a consonant is written as anusvara as well: हिन्दी, हिंदी.
bool nasal_at(const icu::UnicodeString& text, std::int32_t i) {
  const UChar32 c = text.char32At(i);
  const bool nasal = indic_sign(c, 0x919) || indic_sign(c, 0x91E) || indic_sign(c, 0x923) || indic_sign(c, 0x928) ||
                     indic_sign(c, 0x92E);
  if (!nasal || i + 2 >= text.length() || !indic_sign(text.char32At(i + 1), 0x94D)) return false;
  const UChar32 next = text.char32At(i + 2) & 0x7F;
  return c < 0xA00 && between(next, 0x15, 0x39) && next != (c & 0x7F);
}

}  // namespace

std::string canonical_letters(const std::string& folded, std::string_view lang) {
  if (ascii(folded)) return folded;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(folded);
  icu::UnicodeString out;
  UChar32 before = 0;
  for (std::int32_t i = 0; i < text.length(); before = text.char32At(i), i += U16_LENGTH(before)) {
    const UChar32 c = text.char32At(i);
    if (optional_mark(c, before, lang)) continue;
    const std::int32_t digit = c < 0x80 || u_charType(c) != U_DECIMAL_DIGIT_NUMBER ? -1 : u_charDigitValue(c);
    if (const char16_t* chillu = written_out(c))
      out.append(chillu);
    else
      out.append(digit >= 0 ? static_cast<UChar32>('0' + digit) : own_form(c, lang));
  }
  return utf8(out);
}

std::string plain_letters(const std::string& folded, std::string_view lang) {
  if (ascii(folded)) return folded;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(folded);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString out, parts;
  for (std::int32_t i = 0; i < text.length();) {
    const UChar32 c = text.char32At(i);
    if (lang == "ar" && c >= 0x80) {  // the stemmer takes hamza and the rest off
      out.append(c == 0x649 ? 0x64A : c);
    } else if (const char* typed = typed_for(c)) {
      out.append(icu::UnicodeString::fromUTF8(typed));
    } else if (nasal_at(text, i)) {
      out.append(static_cast<UChar32>(0x902 + (c & ~0x7F) - 0x900));
      i += 1;  // the virama
    } else if (indic_sign(c, 0x901)) {
      out.append(c + 1);
    } else if (c >= 0x80 && drops_marks(c) && decompose->getDecomposition(c, parts)) {
      out.append(parts.char32At(0));
    } else if (!indic_sign(c, 0x93C)) {
      out.append(c);
    }
    i += U16_LENGTH(c);
  }
  return utf8(out);
}

std::string restored_letters(std::string_view folded, std::string_view lang) {
  const bool german = lang == "de", nordic = lang == "da" || lang == "no" || lang == "nb" || lang == "nn";
  if (!german && !nordic) return {};
  std::string out;
  bool changed = false;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const std::string_view two = folded.substr(i, 2);
    const char before = out.empty() ? ' ' : out.back();
    const char* letter = nullptr;
    if (two == "ae") letter = german ? "ä" : "æ";
    if (two == "oe") letter = german ? "ö" : "ø";
    // No umlaut behind a vowel or q: neue, Quelle.
    if (two == "ue" && german && std::string_view("aeqou").find(before) == std::string_view::npos) letter = "ü";
    if (two == "aa" && nordic) letter = "å";
    out += letter != nullptr ? letter : std::string(1, folded[i]);
    if (letter != nullptr) ++i;
    changed |= letter != nullptr;
  }
  return changed ? out : std::string();
}

}  // namespace forestall::analysis
