// SPDX-License-Identifier: Apache-2.0
#include "analysis/scanner.h"

#ifdef __SSE2__
#include <emmintrin.h>

#include <bit>
#endif

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

std::size_t after_ignorables(std::string_view text, std::size_t i) {
  while (i < text.size()) {
    const CodePoint point = decode(text.data() + i);
    if (class_of(point.value) != CharClass::ignorable) break;
    i += point.length;
  }
  return i;
}

}  // namespace

std::size_t ascii_word_end(std::string_view text, std::size_t begin) {
  std::size_t i = begin;
#ifdef __SSE2__
  for (; i + 16 <= text.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    const __m128i letter = _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    const __m128i digit = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const __m128i good = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter),
                                      _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit));
    const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(good));
    if (mask != 0xFFFF) return i + static_cast<std::size_t>(std::countr_one(mask));
  }
#endif
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 128 && kAsciiWord[static_cast<int>(text[i])]) ++i;
  return i;
}

std::size_t word_end(std::string_view text, std::size_t begin, Apostrophe apostrophe) {
  std::size_t i = begin;
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 128 && kAsciiWord[byte]) {
      ++i;
      continue;
    }
    if (byte < 128 && byte != '\'' && byte != '`') break;
    const CodePoint point = decode(text.data() + i);
    const CharClass what = class_of(point.value);
    const bool joins = what == CharClass::apostrophe && apostrophe == Apostrophe::joins && i > begin &&
                       letter_at(text, i + point.length);
    const std::size_t next = what == CharClass::ignorable ? after_ignorables(text, i) : i + point.length;
    if (what != CharClass::letter && !joins && !(what == CharClass::ignorable && letter_at(text, next))) break;
    i = next;
  }
  return i;
}

std::size_t run_end(std::string_view text, std::size_t begin, CharClass run, std::uint32_t& count) {
  std::size_t i = begin;
  for (count = 0; i < text.size(); ++count) {
    const CodePoint point = decode(text.data() + i);
    std::size_t next = i + point.length;
    if (class_of(point.value) == CharClass::ignorable && run == CharClass::ideograph && i > begin) {
      next = after_ignorables(text, i);
      if (next == text.size() || class_of(decode(text.data() + next).value) != run) break;
    } else if (class_of(point.value) != run) {
      break;
    }
    i = next;
  }
  return i;
}

}  // namespace forestall::analysis
