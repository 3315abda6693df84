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

const CachedTerm& TermTable::intern(std::string_view term, Arena& arena) {
  if ((terms_.size() + 1) * 2 > slots_.size()) grow();
  const std::uint64_t hash = base::hash(term);
  std::size_t i = hash & (slots_.size() - 1);
  for (; slots_[i] != 0; i = (i + 1) & (slots_.size() - 1))
    if (const CachedTerm& known = terms_[slots_[i] - 1]; known.hash == hash && known.term == term) return known;
  terms_.push_back({arena.keep(term), hash, static_cast<std::uint32_t>(terms_.size()), kNoSurface});
  slots_[i] = static_cast<std::uint32_t>(terms_.size());
  return terms_.back();
}

void TermTable::grow() {
  slots_.assign(std::max<std::size_t>(4096, slots_.size() * 2), 0);
  for (std::uint32_t n = 0; n < terms_.size(); ++n) {
    std::size_t i = terms_[n].hash & (slots_.size() - 1);
    while (slots_[i] != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = n + 1;
  }
}

void TermTable::clear() {
  slots_.clear();
  terms_.clear();
}

const WordCache::Entry& WordCache::add(const WordKey& key, const WordTerms& terms, TermTable& table, Arena& arena) {
  if ((entries_.size() + 1) * 2 > slots_.size()) grow();
  Entry entry;
  entry.head = key.head;
  entry.tail = key.tail;
  entry.length = static_cast<std::uint16_t>(key.word.size());
  entry.function_word = terms.function_word ? 1 : 0;
  entry.opens_pair = terms.opens_pair ? 1 : 0;
  entry.closes_pair = terms.closes_pair ? 1 : 0;
  entry.parts = static_cast<std::uint8_t>(terms.parts);
  entry.spellings = static_cast<std::uint8_t>(terms.spellings);
  if (entry.length > 16) entry.word = arena.keep(key.word).data();
  entry.more = static_cast<std::uint32_t>(alternatives_.size()) & 0x1FFFFFFFu;
  for (const std::string& term : terms.terms) {
    const CachedTerm& cached = table.intern(term, arena);
    if (entry.first.term.empty()) {
      entry.first = cached;
    } else {
      alternatives_.push_back(cached);
    }
  }
  if (!terms.surface.empty()) entry.first.surface = table.intern(terms.surface, arena).number;
  entries_.push_back(entry);
  place(key.hash, entries_.size());
  return entries_.back();
}

std::uint64_t WordCache::hash_of(const Entry& entry) {
  return entry.length <= 16 ? mixed(entry.head, entry.tail, entry.length) : base::hash({entry.word, entry.length});
}

void WordCache::place(std::uint64_t hash, std::size_t number) {
  std::size_t i = hash & (slots_.size() - 1);
  while (slots_[i].number != 0) i = (i + 1) & (slots_.size() - 1);
  slots_[i] = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(number)};
}

void WordCache::grow() {
  slots_.assign(std::max<std::size_t>(4096, slots_.size() * 2), Slot{0, 0});
  for (std::size_t n = 0; n < entries_.size(); ++n) place(hash_of(entries_[n]), n + 1);
}

void WordCache::clear() {
  slots_.clear();
  entries_.clear();
  alternatives_.clear();
}

}  // namespace forestall::analysis
