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
  struct Word {
    Signature signature;
    std::uint32_t id;
  };
  std::vector<Word> words;
  const auto [first, end] = segment.words(partition);
  const auto add = [&](std::string_view word, std::uint32_t id) {
    if (const Signature signature = of(word); signature.length <= kLongest) words.push_back({signature, id});
  };
  for (std::uint32_t term = partition.first_term; term < partition.first_term + partition.terms; ++term)
    if (segment.is_word(term)) add(segment.term(term), term);
  for (std::uint32_t word = first; word < end; ++word) add(segment.word(word), word | kInflected);
  for (const Word& word : words) ++starts_[word.signature.length + 1];
  for (std::size_t length = 1; length < starts_.size(); ++length) starts_[length] += starts_[length - 1];
  letters_.resize(words.size());
  ids_.resize(words.size());
  auto next = starts_;
  for (const Word& word : words) {
    const std::uint32_t place = next[word.signature.length]++;
    letters_[place] = word.signature.letters;
    ids_[place] = word.id;
  }
}

}  // namespace forestall::index
