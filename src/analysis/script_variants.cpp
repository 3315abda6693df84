// SPDX-License-Identifier: Apache-2.0
#include "analysis/script_variants.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/fail.h"

namespace forestall::analysis {
namespace {

constexpr std::array<const char*, 2> kHan = {"Traditional-Simplified", "Simplified-Traditional"};
constexpr char16_t kHiraganaFirst = u'\u3041', kHiraganaLast = u'\u3096', kKatakanaFirst = u'\u30A1',
                   kKatakanaLast = u'\u30F6', kBetween = kKatakanaFirst - kHiraganaFirst;

icu::UnicodeString in_one_kana(icu::UnicodeString text, bool katakana) {
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text[i];
    if (katakana && c >= kHiraganaFirst && c <= kHiraganaLast) text.setCharAt(i, static_cast<char16_t>(c + kBetween));
    if (!katakana && c >= kKatakanaFirst && c <= kKatakanaLast) text.setCharAt(i, static_cast<char16_t>(c - kBetween));
  }
  return text;
}

}  // namespace

struct ScriptVariants::State {
  std::array<std::unique_ptr<icu::Transliterator>, kHan.size()> han;
};

ScriptVariants::ScriptVariants() : state_(std::make_unique<State>()) {}
ScriptVariants::~ScriptVariants() = default;

std::vector<std::string> ScriptVariants::of(std::string_view run, std::string_view lang) {
  if (lang == "ko") return {};
  const auto text = icu::UnicodeString::fromUTF8({run.data(), static_cast<std::int32_t>(run.size())});
  std::vector<icu::UnicodeString> variants;
  for (std::size_t i = 0; lang == "zh" && i < kHan.size(); ++i) {
    UErrorCode status = U_ZERO_ERROR;
    if (!state_->han[i]) state_->han[i].reset(icu::Transliterator::createInstance(kHan[i], UTRANS_FORWARD, status));
    if (U_FAILURE(status)) fail(ErrorCode::unsupported, "ICU has no {} data: {}", kHan[i], u_errorName(status));
    variants.push_back(text);
    state_->han[i]->transliterate(variants.back());
  }
  if (lang != "zh")
    for (const bool katakana : {false, true}) variants.push_back(in_one_kana(text, katakana));
  std::vector<std::string> out;
  for (const icu::UnicodeString& variant : variants) {
    std::string utf8;
    variant.toUTF8String(utf8);
    if (utf8 != run && variant.countChar32() == text.countChar32() &&
        std::find(out.begin(), out.end(), utf8) == out.end())
      out.push_back(std::move(utf8));
  }
  return out;
}

}  // namespace forestall::analysis
