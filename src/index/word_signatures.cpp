// SPDX-License-Identifier: Apache-2.0
#include "index/word_signatures.h"

#include "analysis/characters.h"
#include "index/segment.h"

namespace forestall::index {

WordSignatures::Signature WordSignatures::of(std::string_view word) {
  Signature out;
  for (std::size_t i = 0; i < word.size();) {
    const analysis::CodePoint point = analysis::decode(word.data() + i);
    const std::uint32_t c = point.value;
    const std::uint32_t place = 2 * (c >= 'a' && c <= 'z' ? c - 'a' : 26 + c % 6);
    const std::uint64_t once = std::uint64_t{1} << place;
    out.letters |= (out.letters & once) != 0 ? once << 1 : once;
    ++out.length;
    i += point.length;
  }
  return out;
}

WordSignatures::WordSignatures(const Segment& segment, const Partition& partition) {
  const auto [first, end] = segment.words(partition);
  const auto add = [&](std::string_view word, std::uint32_t id) {
    const Signature signature = of(word);
    letters_.push_back(signature.letters);
    lengths_.push_back(static_cast<std::uint8_t>(signature.length));
    ids_.push_back(id);
  };
  for (std::uint32_t term = partition.first_term; term < partition.first_term + partition.terms; ++term)
    if (segment.is_word(term)) add(segment.term(term), term);
  for (std::uint32_t word = first; word < end; ++word) add(segment.word(word), word | kInflected);
}

}  // namespace forestall::index
