// SPDX-License-Identifier: Apache-2.0
#include "analysis/word_cache.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace forestall::analysis {

std::string_view Arena::keep(std::string_view text) {
  if (used_ + text.size() > kBlock) {
    blocks_.push_back(std::make_unique<char[]>(std::max(kBlock, text.size())));
    bytes_ += std::max(kBlock, text.size());
    used_ = 0;
  }
  char* at = blocks_.back().get() + used_;
  std::memcpy(at, text.data(), text.size());
  used_ += text.size();
  return {at, text.size()};
}

void Arena::clear() {
  blocks_.clear();
  used_ = kBlock;
  bytes_ = 0;
}

const WordCache::Entry& WordCache::add(std::string_view word, std::uint64_t hash, const std::vector<std::string>& terms,
                                       bool function_word, Arena& arena) {
  if ((entries_.size() + 1) * 2 > slots_.size()) grow();
  Entry entry;
  entry.hash = hash;
  entry.function_word = function_word;
  entry.word = arena.keep(word);
  entry.more = static_cast<std::uint32_t>(alternatives_.size());
  for (const std::string& term : terms) {
    const CachedTerm cached{arena.keep(term), base::hash(term)};
    if (entry.first.term.empty()) {
      entry.first = cached;
    } else {
      alternatives_.push_back(cached);
      ++entry.count;
    }
  }
  entries_.push_back(entry);
  std::size_t i = hash & (slots_.size() - 1);
  while (slots_[i] != 0) i = (i + 1) & (slots_.size() - 1);
  slots_[i] = static_cast<std::uint32_t>(entries_.size());
  return entries_.back();
}

void WordCache::grow() {
  slots_.assign(std::max<std::size_t>(4096, slots_.size() * 2), 0);
  for (std::uint32_t n = 0; n < entries_.size(); ++n) {
    std::size_t i = entries_[n].hash & (slots_.size() - 1);
    while (slots_[i] != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = n + 1;
  }
}

void WordCache::clear() {
  slots_.clear();
  entries_.clear();
  alternatives_.clear();
}

}  // namespace forestall::analysis
