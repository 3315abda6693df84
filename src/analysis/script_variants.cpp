// SPDX-License-Identifier: Apache-2.0
#include "analysis/script_variants.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "analysis/analyzer.h"
#include "base/fail.h"

namespace forestall::analysis {
namespace {

constexpr std::array<const char*, 2> kHan = {"Traditional-Simplified", "Simplified-Traditional"};
constexpr char16_t kHiraganaFirst = u'\u3041', kHiraganaLast = u'\u3096', kKatakanaFirst = u'\u30A1',
                   kKatakanaLast = u'\u30F6', kBetween = kKatakanaFirst - kHiraganaFirst;

/// A word all in one syllabary in the other one; empty if it is none. Shorter runs are particles.
icu::UnicodeString in_other_kana(icu::UnicodeString text) {
  constexpr std::int32_t kShortest = 3;
  constexpr char16_t kLong = u'\u30FC';
  bool hiragana = false, katakana = false;
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text[i];
    const bool round = c >= kHiraganaFirst && c <= kHiraganaLast, square = c >= kKatakanaFirst && c <= kKatakanaLast;
    if (!round && !square && c != kLong) return {};
    hiragana |= round;
    katakana |= square;
    if (round || square) text.setCharAt(i, static_cast<char16_t>(round ? c + kBetween : c - kBetween));
  }
  return text.length() >= kShortest && hiragana != katakana ? text : icu::UnicodeString();
}

/// Whether a text of this Chinese may be in traditional (simplified) characters.
bool may_be(std::string_view lang, bool traditional) {
  if (traditional) return lang == "zh" || language_distance("zh-hans", lang) != 0;
  return language_distance("zh-hant", lang) != 0 && language_distance("zh-hk", lang) != 0;
}

}  // namespace

struct ScriptVariants::State {
  std::array<std::unique_ptr<icu::Transliterator>, kHan.size()> han;
};

ScriptVariants::ScriptVariants() : state_(std::make_unique<State>()) {}
ScriptVariants::~ScriptVariants() = default;

std::vector<std::string> ScriptVariants::of(std::string_view run, std::string_view lang) {
  const auto text = icu::UnicodeString::fromUTF8({run.data(), static_cast<std::int32_t>(run.size())});
  std::vector<icu::UnicodeString> variants;
  const bool chinese = lang.substr(0, lang.find('-')) == "zh";
  for (std::size_t i = 0; chinese && i < kHan.size(); ++i) {
    if (!may_be(lang, i == 1)) continue;
    UErrorCode status = U_ZERO_ERROR;
    if (!state_->han[i]) state_->han[i].reset(icu::Transliterator::createInstance(kHan[i], UTRANS_FORWARD, status));
    if (U_FAILURE(status)) fail(ErrorCode::unsupported, "ICU has no {} data: {}", kHan[i], u_errorName(status));
    variants.push_back(text);
    state_->han[i]->transliterate(variants.back());
  }
  if (!chinese) variants.push_back(in_other_kana(text));
  std::vector<std::string> out;
  for (const icu::UnicodeString& variant : variants) {
    std::string utf8;
    variant.toUTF8String(utf8);
    if (utf8 != run && utf8.size() == run.size() && std::find(out.begin(), out.end(), utf8) == out.end())
      out.push_back(std::move(utf8));
  }
  return out;
}

}  // namespace forestall::analysis
