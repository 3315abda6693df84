// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/word_terms.h"
#include "base/hash.h"

namespace forestall::analysis {

/// A hash of up to sixteen bytes, for memory alone.
inline std::uint64_t mixed(std::uint64_t head, std::uint64_t tail, std::uint64_t length) {
  std::uint64_t x = (head ^ 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
  x ^= x >> 32;
  x = (x ^ tail ^ length << 56) * 0xA0761D6478BD642Fu;
  return x ^ x >> 29;
}

/// A finished term, with its hash and its number in the session.
struct CachedTerm {
  std::string_view term;
  std::uint64_t hash = 0;
  std::uint32_t number = 0;
  std::uint32_t surface = kNoSurface;  ///< number of the word that it is the term of, kept in the same table
};

/// Strings that stay where they are until everything is cleared.
class Arena {
 public:
  std::string_view keep(std::string_view text);
  std::size_t bytes() const { return bytes_; }
  void clear();

 private:
  static constexpr std::size_t kBlock = 64 * 1024;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = kBlock, bytes_ = 0;
};

/// The terms of a session, each kept once and numbered as they are met.
class TermTable {
 public:
  const CachedTerm& intern(std::string_view term, Arena& arena);
  std::string_view text(std::uint32_t number) const { return terms_[number].term; }
  std::size_t bytes() const { return terms_.size() * sizeof(CachedTerm) + slots_.size() * sizeof(std::uint32_t); }
  void clear();

 private:
  void grow();
  std::vector<std::uint32_t> slots_;
  std::vector<CachedTerm> terms_;
};

/// A raw word as it is looked up: up to sixteen bytes are two numbers, which are compared at once.
struct WordKey {
  /// At least `readable` bytes may be read at the word's start.
  WordKey(std::string_view word, std::size_t readable);
  WordKey() = default;
  std::string_view word;
  std::uint64_t head = 0, tail = 0, hash = 0;
};

/// Raw words and what they came to, so that ICU and Snowball see each word once.
class WordCache {
 public:
  struct alignas(64) Entry {
    std::uint64_t head = 0, tail = 0;
    const char* word = nullptr;
    std::uint16_t length = 0;    ///< a name of the schema may be longer than a term
    std::uint8_t parts = 0;      ///< further terms in `alternatives`, from `more`: of the word's parts,
    std::uint8_t spellings = 0;  ///< then of its other spellings
    std::uint32_t function_word : 1 = 0;
    std::uint32_t opens_pair : 1 = 0;
    std::uint32_t closes_pair : 1 = 0;
    std::uint32_t more : 29 = 0;
    CachedTerm first;  ///< empty term: the word gives none
  };
  static_assert(sizeof(Entry) == 64, "one cache line");
  /// Fetches what `find` will look at, in two steps: words that are looked up in groups wait for memory together.
  void fetch_slot(const WordKey& key) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[key.hash & (slots_.size() - 1)]);
  }
  void fetch_entry(const WordKey& key) const {
    if (slots_.empty()) return;
    const std::uint32_t number = slots_[key.hash & (slots_.size() - 1)].number;
    if (number != 0) __builtin_prefetch(&entries_[number - 1]);
  }
  /// The entry of a raw word, or nullptr.
  const Entry* find(const WordKey& key) const {
    if (slots_.empty()) return nullptr;
    const auto tag = static_cast<std::uint32_t>(key.hash >> 32);
    for (std::size_t i = key.hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].number == 0) return nullptr;
      if (slots_[i].tag != tag) continue;
      const Entry& entry = entries_[slots_[i].number - 1];
      if (entry.head == key.head && entry.tail == key.tail && entry.length == key.word.size() &&
          (entry.length <= 16 || std::memcmp(entry.word, key.word.data(), entry.length) == 0))
        return &entry;
    }
  }
  const Entry& add(const WordKey& key, const WordTerms& terms, TermTable& table, Arena& arena);
  const CachedTerm& alternative(const Entry& entry, std::uint32_t i) const { return alternatives_[entry.more + i]; }
  std::size_t bytes() const { return entries_.size() * sizeof(Entry) + slots_.size() * sizeof(Slot); }
  void clear();

 private:
  struct Slot {
    std::uint32_t tag, number;  // upper half of the hash; entry + 1, 0: free
  };
  static std::uint64_t hash_of(const Entry& entry);
  void place(std::uint64_t hash, std::size_t number);
  void grow();
  std::vector<Slot> slots_;
  std::vector<Entry> entries_;
  std::vector<CachedTerm> alternatives_;
};

inline WordKey::WordKey(std::string_view word, std::size_t readable) : word(word) {
  if (readable >= 16) {
    std::memcpy(&head, word.data(), 8);
    std::memcpy(&tail, word.data() + 8, 8);
    if (word.size() < 8) head &= (std::uint64_t{1} << 8 * word.size()) - 1;
    if (word.size() <= 8) tail = 0;
    if (word.size() > 8 && word.size() < 16) tail &= (std::uint64_t{1} << 8 * (word.size() - 8)) - 1;
  } else {
    char bytes[16] = {};
    std::memcpy(bytes, word.data(), word.size() < 16 ? word.size() : 16);
    std::memcpy(&head, bytes, 8);
    std::memcpy(&tail, bytes + 8, 8);
  }
  hash = word.size() <= 16 ? mixed(head, tail, word.size()) : base::hash(word);
}

}  // namespace forestall::analysis
