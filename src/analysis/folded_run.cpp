// SPDX-License-Identifier: Apache-2.0
#include "analysis/folded_run.h"

#include "analysis/characters.h"
#include "analysis/normalizer.h"

namespace forestall::analysis {
namespace {

bool between(char32_t c, char32_t low, char32_t high) { return c >= low && c <= high; }

/// Whether NFKC leaves the character as it is, whatever stands beside it.
bool settled(char32_t c) {
  return between(c, 0x3041, 0x3096) || between(c, 0x30A1, 0x30FC) || between(c, 0x3400, 0x9FFF) ||
         between(c, 0xAC00, 0xD7A3);
}

/// Whether a character may become one with those before it: sound marks, vowels and finals of Hangul, what is
/// invisible.
bool leans(char32_t c) {
  return c == 0xFF9E || c == 0xFF9F || c == 0x3099 || c == 0x309A || between(c, 0x1160, 0x11FF) ||
         between(c, 0xFFA0, 0xFFDC) || class_of(c) == CharClass::ignorable;
}

bool all_settled(std::string_view run) {
  for (std::size_t i = 0; i < run.size();) {
    const CodePoint point = decode(run.data() + i);
    if (!settled(point.value)) return false;
    i += point.length;
  }
  return true;
}

}  // namespace

FoldedRun folded_run(std::string_view run) {
  FoldedRun out;
  if (all_settled(run)) return out;
  for (std::size_t i = 0; i < run.size();) {
    std::size_t end = i + decode(run.data() + i).length;
    while (end < run.size() && leans(decode(run.data() + end).value)) end += decode(run.data() + end).length;
    out.text += Normalizer::fold_plain(run.substr(i, end - i));
    out.origin.resize(out.text.size(), static_cast<std::uint32_t>(i));
    i = end;
  }
  // What composes across such groups all the same comes from the run as a whole.
  if (std::string whole = Normalizer::fold_plain(run); whole != out.text) {
    out.text = std::move(whole);
    out.origin.assign(out.text.size(), 0);
  }
  out.origin.push_back(static_cast<std::uint32_t>(run.size()));
  return out;
}

}  // namespace forestall::analysis
