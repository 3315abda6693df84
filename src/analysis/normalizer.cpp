// SPDX-License-Identifier: Apache-2.0
#include "analysis/normalizer.h"

#include <libstemmer.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <map>

#include "analysis/characters.h"
#include "analysis/letters.h"
#include "base/fail.h"

namespace forestall::analysis {
namespace {

const icu::Normalizer2& instance(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = get(status);
  if (U_FAILURE(status)) fail(ErrorCode::unsupported, "ICU has no normalisation data: {}", u_errorName(status));
  return *found;
}

icu::UnicodeString normalized(const icu::Normalizer2& normalizer, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out = normalizer.normalize(text, status);
  return U_FAILURE(status) ? text : out;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Letters that keep their marks, by language: folding them would make other words of them. German has none: its
/// stemmer takes umlauts off, because they mark plurals (Passwort, Passwörter).
const std::map<std::string, std::u32string, std::less<>>& kept_letters() {
  static const std::map<std::string, std::u32string, std::less<>> letters = {
      {"sv", U"åäö"}, {"fi", U"åäö"},        {"et", U"äöõü"}, {"da", U"æøå"}, {"no", U"æøå"},    {"nb", U"æøå"},
      {"nn", U"æøå"}, {"is", U"áéíóúýæöþð"}, {"es", U"ñ"},    {"gl", U"ñ"},   {"tr", U"ıçğöşü"}, {"az", U"ıçğöşü"}};
  return letters;
}

const char* algorithm_of(const std::string& lang) {
  if (lang == "nb" || lang == "nn") return "no";
  return lang.c_str();
}

/// Before the article, "and" and "so" are letters of the word, which the stemmer leaves there: والمستخدم.
void drop_conjunction(std::string& word) {
  constexpr std::size_t kLetter = 2, kShortest = 6 * kLetter;
  if (word.size() >= kShortest && (word.starts_with("وال") || word.starts_with("فال"))) word.erase(0, kLetter);
}

/// A second pass takes off what the first one lays bare: nettleseren, nettleser, nettles. nDCG@10 of manuals and of
/// questions: pt .702 → .708, ru .651 → .656 and .964 → .966, sv .653 → .654, el .967 → .968; Danish and Norwegian as
/// Swedish. It lost in de, es, fr, it.
bool stems_twice(std::string_view lang) {
  static constexpr std::array<std::string_view, 8> kLangs = {"pt", "ru", "sv", "da", "no", "nb", "nn", "el"};
  return std::find(kLangs.begin(), kLangs.end(), lang) != kLangs.end();
}

bool holds_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Normalizer::Normalizer(std::string_view lang) : lang_(lang), exceptions_(lang), suffixes_(lang) {
  const auto kept = kept_letters().find(lang);
  if (kept != kept_letters().end()) kept_ = kept->second;
  keep_all_ = lang == "vi";  // its accents tell words apart: folding them lost .017 nDCG@10 on judged questions
  stems_twice_ = stems_twice(lang);
  turkic_ = lang == "tr" || lang == "az";
  folds_first_ = lang == "fr" || lang == "es" || lang == "pt" || lang == "ca" || lang == "gl";
  if (!lang_.empty()) stemmer_ = sb_stemmer_new(algorithm_of(lang_), "UTF_8");
}

Normalizer::~Normalizer() {
  if (stemmer_ != nullptr) sb_stemmer_delete(stemmer_);
}

std::string Normalizer::fold_plain(std::string_view text) {
  if (ascii(text)) return lower_ascii(text);
  return utf8(normalized(instance(icu::Normalizer2::getNFKCCasefoldInstance), unicode(text)));
}

std::string Normalizer::fold_case(std::string_view word) const {
  if (turkic_ && word.find_first_of("I\xC4") != std::string_view::npos) {
    icu::UnicodeString text = unicode(word);
    text.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x130)), icu::UnicodeString(u'i'));
    text.findAndReplace(icu::UnicodeString(u'I'), icu::UnicodeString(static_cast<UChar32>(0x131)));
    return canonical_letters(fold_plain(utf8(text)), lang_);
  }
  std::string folded = fold_plain(word);
  if (lang_ == "ro") {  // the stemmer knows the letters with cedilla, people write them with comma
    icu::UnicodeString text = unicode(folded);
    text.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x219)),
                        icu::UnicodeString(static_cast<UChar32>(0x15F)));
    text.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x21B)),
                        icu::UnicodeString(static_cast<UChar32>(0x163)));
    folded = utf8(text);
  }
  return canonical_letters(folded, lang_);
}

std::string Normalizer::term(std::string_view folded) const {
  std::string out(folded);
  if (lang_ == "ru") {
    for (std::size_t at = 0; (at = out.find("ё", at)) != std::string::npos;) out.replace(at, 2, "е");
  }
  if (lang_ == "ar") drop_conjunction(out);
  if (folds_first_ && !ascii(out)) out = strip_marks(out);
  if (!holds_digit(folded)) {
    if (const std::string_view known = exceptions_.find(out); !known.empty())
      out = known;
    else if (stemmer_ == nullptr)
      out = suffixes_.stem(out);
    else
      for (int i = 0; i < (stems_twice_ ? 2 : 1); ++i) out = stem(out);
  }
  if (!keep_all_ && !ascii(out)) out = strip_marks(out);
  return std::string(cut(out, kLongestTerm));
}

std::string Normalizer::surface(std::string_view folded) const {
  std::string out(folded);
  if (lang_ == "ru") {
    for (std::size_t at = 0; (at = out.find("ё", at)) != std::string::npos;) out.replace(at, 2, "е");
  }
  if (!keep_all_ && !ascii(out)) out = strip_marks(out);
  return std::string(cut(out, kLongestTerm));
}

std::string Normalizer::stem(const std::string& word) const {
  const sb_symbol* stem =
      sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  if (stem == nullptr || sb_stemmer_length(stemmer_) <= 0) return word;
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_))};
}

std::string Normalizer::strip_marks(const std::string& word) const {
  const icu::Normalizer2& decompose = instance(icu::Normalizer2::getNFDInstance);
  const icu::UnicodeString text = unicode(word);
  icu::UnicodeString out, parts;
  for (std::int32_t i = 0; i < text.length();) {
    const UChar32 c = text.char32At(i);
    i += U16_LENGTH(c);
    if (c < 0x80 || kept_.find(static_cast<char32_t>(c)) != std::u32string::npos ||
        !decompose.getDecomposition(c, parts)) {
      out.append(c);
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(parts.char32At(0), &status);
    out.append(script == USCRIPT_LATIN || script == USCRIPT_GREEK ? parts.char32At(0) : c);
  }
  return utf8(out);
}

}  // namespace forestall::analysis
