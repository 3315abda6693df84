// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/identifiers.h"
#include "analysis/script_variants.h"
#include "analysis/segments.h"
#include "analysis/word_cache.h"

namespace forestall::analysis {

/// What every session of an analyser reads.
struct WordLists {
  Names names;
  std::map<std::string, Compounds, std::less<>> compounds;
  const Compounds* compounds_of(std::string_view lang) const {
    const auto found = compounds.find(lang);
    return found == compounds.end() ? nullptr : &found->second;
  }
};

class SessionImpl {
 public:
  explicit SessionImpl(const WordLists& lists) : lists_(lists) {}
  void analyze(std::string_view text, std::string_view lang, Use use, std::vector<Token>& out);
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& dictionary_words(std::string_view run) {
    return breaker_.words(run);
  }
  std::string_view text(std::uint32_t number) const { return terms_.text(number); }
  void trim();

 private:
  /// What a session keeps of one language.
  struct LanguageState {
    LanguageState(std::string_view lang, const Compounds* compounds) : maker(lang, compounds) {}
    LanguageTerms maker;
    WordCache words;
  };
  struct Waiting {
    WordKey key;
    std::size_t begin, end;
  };
  static constexpr std::size_t kGroup = 16;

  LanguageState& language(std::string_view lang);
  void push(const CachedTerm& term, std::size_t begin, std::size_t end, Form form) {
    out_->push_back({term.term, term.hash, term.number, position_, static_cast<std::uint32_t>(begin),
                     static_cast<std::uint32_t>(end), term.surface, form});
  }
  // What is called for each word is inlined in session.cpp: out of line it cost drafts 5 % of their instructions.
  inline bool starts_chunk(std::size_t i) const;
  inline bool lone_word(std::size_t begin, std::size_t end) const;
  std::size_t step(std::size_t i);
  std::size_t word(std::size_t begin);
  inline WordKey key_of(std::size_t begin, std::size_t end) const;
  inline void later(std::size_t begin, std::size_t end);
  void look_up();
  inline void found(const WordKey& key, std::size_t begin, std::size_t end);
  const WordCache::Entry& entry_of(const WordKey& key) {
    const WordCache::Entry* entry = language_->words.find(key);
    return entry != nullptr ? *entry : add_entry(key);
  }
  const WordCache::Entry& add_entry(const WordKey& key);
  const CachedTerm& plain_term(std::string_view term);
  std::size_t ideographs(std::size_t begin);
  void add_run(std::string_view run, std::string_view original, std::size_t begin,
               const std::vector<std::uint32_t>& origin);
  std::size_t syllables(std::size_t begin);
  void whole_identifier(std::size_t i);
  void name_with_sign(std::size_t i);
  void whole_name(std::size_t i);
  // joined_terms.cpp: spellings of several words as one.
  void push_joined(std::string_view word, std::size_t begin, std::size_t end, std::uint32_t position,
                   Form form = Form::spelling);
  std::size_t sign(std::size_t i);
  void number(std::size_t i, std::size_t end);
  void push_pair(std::string_view word, std::size_t end);
  void close_pair(const WordKey& key, std::size_t begin, std::size_t end);
  void expand(std::size_t first);
  void drop_spellings(std::size_t first);
  void join_neighbours(std::size_t first);
  void split_words(std::size_t first);

  const WordLists& lists_;
  Waiting words_[kGroup];
  std::size_t waiting_ = 0;
  std::map<std::string, LanguageState, std::less<>> languages_;
  TermTable terms_;
  WordCache plain_;  // bigrams, identifiers, dictionary words
  Arena arena_;
  WordBreaker breaker_;
  ScriptVariants variants_;
  std::string_view text_, tag_;
  Use use_ = Use::document;
  std::vector<Token>* out_ = nullptr;
  LanguageState* language_ = nullptr;
  std::uint32_t position_ = 0;
  std::size_t joined_end_ = 0;                     // of what was joined last: e-mail-address is one word, not two
  std::size_t opener_begin_ = 0, opener_end_ = 0;  // the word that may open a pair; empty: none
};

}  // namespace forestall::analysis
