// SPDX-License-Identifier: Apache-2.0
#include "analysis/scanner.h"

namespace forestall::analysis {

#define F false
#define T true
const bool kAsciiWord[128] = {F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F,
                              F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, T, T, T, T,
                              T, T, T, T, T, T, F, F, F, F, F, F, F, T, T, T, T, T, T, T, T, T, T, T, T, T,
                              T, T, T, T, T, T, T, T, T, T, T, T, T, F, F, F, F, F, F, T, T, T, T, T, T, T,
                              T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, F, F, F, F, F};
#undef F
#undef T

namespace {

bool letter_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return false;
  return class_of(decode(text.data() + i).value) == CharClass::letter;
}

}  // namespace

std::size_t word_end(std::string_view text, std::size_t begin, Apostrophe apostrophe) {
  std::size_t i = begin;
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 128 && kAsciiWord[byte]) {
      ++i;
      continue;
    }
    if (byte < 128 && byte != '\'') break;
    const CodePoint point = decode(text.data() + i);
    const CharClass what = class_of(point.value);
    const bool joins = what == CharClass::apostrophe && apostrophe == Apostrophe::joins && i > begin &&
                       letter_at(text, i + point.length);
    if (what != CharClass::letter && !joins) break;
    i += point.length;
  }
  return i;
}

std::size_t run_end(std::string_view text, std::size_t begin, CharClass run, std::uint32_t& count) {
  std::size_t i = begin;
  for (count = 0; i < text.size(); ++count) {
    const CodePoint point = decode(text.data() + i);
    if (class_of(point.value) != run) break;
    i += point.length;
  }
  return i;
}

}  // namespace forestall::analysis
