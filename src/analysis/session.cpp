// SPDX-License-Identifier: Apache-2.0
#include "analysis/session.h"

#include <algorithm>

#include "analysis/elision.h"
#include "analysis/folded_run.h"
#include "analysis/letters.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kCacheBudget = std::size_t{48} << 20;
constexpr std::size_t kLongestRun = 4096;     // bytes handed to the dictionary at once
constexpr std::uint32_t kLongestVaried = 32;  // characters of a run that is looked for in other scripts, too

std::string_view primary(std::string_view lang) { return lang.substr(0, lang.find('-')); }

}  // namespace

inline bool SessionImpl::starts_chunk(std::size_t i) const {
  if (i == 0) return true;
  const auto before = static_cast<unsigned char>(text_[i - 1]);
  return before <= 0x20 || before == '(' || before == '"' || before == '<' || before == '[' || before == ',' ||
         before == ';' || before == '=' || before >= 0x80;
}

void SessionImpl::analyze(std::string_view text, std::string_view lang, Use use, std::vector<Token>& out) {
  const std::size_t first = out.size();
  text_ = text;
  out_ = &out;
  use_ = use;
  position_ = 0;
  joined_end_ = opener_end_ = 0;
  tag_ = lang;
  language_ = &language(primary(lang));
  const bool names = !lists_.names.empty();
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) <= 0x20) {
      ++i;
      continue;
    }
    const std::size_t end = ascii_word_end(text, i);
    if (starts_chunk(i)) {
      if (names) whole_name(i);
      if (text[i] < 'A') number(i, end);
      if (!lone_word(i, end)) whole_identifier(i);
    }
    // An apostrophe or a letter beyond ASCII may go on with the word.
    const bool whole =
        end > i &&
        (end == text.size() || (static_cast<unsigned char>(text[end]) < 128 && text[end] != '\'' && text[end] != '`'));
    if (whole) {
      later(i, end);
      i = end;
    } else {
      look_up();
      i = step(i);
    }
  }
  look_up();
  if (use == Use::query) expand(first);
}

void SessionImpl::trim() {
  std::size_t bytes = arena_.bytes() + plain_.bytes() + terms_.bytes();
  for (const auto& [lang, state] : languages_) bytes += state.words.bytes();
  if (bytes < kCacheBudget) return;
  for (auto& [lang, state] : languages_) state.words.clear();
  plain_.clear();
  terms_.clear();
  arena_.clear();
}

SessionImpl::LanguageState& SessionImpl::language(std::string_view lang) {
  auto found = languages_.find(lang);
  if (found == languages_.end())
    found = languages_
                .emplace(std::piecewise_construct, std::forward_as_tuple(lang),
                         std::forward_as_tuple(lang, lists_.compounds_of(lang)))
                .first;
  return found->second;
}

/// Handles what starts at `i`; returns where to go on.
std::size_t SessionImpl::step(std::size_t i) {
  const auto byte = static_cast<unsigned char>(text_[i]);
  if (byte < 128 && kAsciiWord[byte]) return word(i);
  if (byte == '+' || byte == '#' || (byte == '.' && (text_.substr(i + 1, 1) == "N" || text_.substr(i + 1, 1) == "n")))
    name_with_sign(i);
  if (byte < 128) return sign(i);
  const CodePoint point = decode(text_.data() + i);
  switch (class_of(point.value)) {
    case CharClass::letter:
      return word(i);
    case CharClass::ideograph:
      return ideographs(i);
    case CharClass::syllabic:
      return syllables(i);
    case CharClass::symbol:
      push(plain_term(text_.substr(i, point.length)), i, i + point.length, Form::symbol);
      break;
    case CharClass::other:
      return sign(i);
    case CharClass::apostrophe:
    case CharClass::ignorable:
      break;
  }
  return i + point.length;
}

/// Letters and digits between blanks, with at most one mark behind them: no identifier, as most words are.
inline bool SessionImpl::lone_word(std::size_t begin, std::size_t end) const {
  if (end == begin) return false;
  const auto ends = [&](std::size_t i) { return i >= text_.size() || static_cast<unsigned char>(text_[i]) <= 0x20; };
  return ends(end) || (text_[end] != '#' && ends(end + 1));
}

std::size_t SessionImpl::word(std::size_t begin) {
  const std::size_t end = word_end(text_, begin, language_->maker.apostrophe());
  if (language_->maker.elides() && end < text_.size()) {
    const CodePoint next = decode(text_.data() + end);
    if (class_of(next.value) == CharClass::apostrophe && end - begin <= 8 &&
        elided(Normalizer::fold_plain(text_.substr(begin, end - begin)), language_->maker.lang()))
      return end + next.length;
  }
  found(key_of(begin, end), begin, end);
  return end;
}

inline WordKey SessionImpl::key_of(std::size_t begin, std::size_t end) const {
  return {cut(text_.substr(begin, end - begin), kLongestTerm), text_.size() - begin};
}

/// A plain word is looked up with the next ones, so that their cache misses overlap.
inline void SessionImpl::later(std::size_t begin, std::size_t end) {
  if (waiting_ == kGroup) look_up();
  Waiting& word = words_[waiting_++];
  word = {key_of(begin, end), begin, end};
  language_->words.fetch_slot(word.key);
}

void SessionImpl::look_up() {
  for (std::size_t i = 0; i < waiting_; ++i) language_->words.fetch_entry(words_[i].key);
  for (std::size_t i = 0; i < waiting_; ++i) found(words_[i].key, words_[i].begin, words_[i].end);
  waiting_ = 0;
}

const WordCache::Entry& SessionImpl::add_entry(const WordKey& key) {
  return language_->words.add(key, language_->maker.of(key.word), terms_, arena_);
}

inline void SessionImpl::found(const WordKey& key, std::size_t begin, std::size_t end) {
  const WordCache::Entry& entry = entry_of(key);
  if (entry.first.term.empty()) return;
  push(entry.first, begin, end, Form::word);
  out_->back().function_word = entry.function_word;
  for (std::uint32_t i = 0; i < entry.parts; ++i) push(language_->words.alternative(entry, i), begin, end, Form::part);
  for (std::uint32_t i = 0; i < entry.spellings; ++i)
    push(language_->words.alternative(entry, entry.parts + i), begin, end, Form::spelling);
  const bool opens = entry.opens_pair;  // entries may move
  if (opener_end_ != 0 && entry.closes_pair) close_pair(key, begin, end);
  opener_begin_ = begin;
  opener_end_ = opens ? end : 0;
  ++position_;
}

const CachedTerm& SessionImpl::plain_term(std::string_view term) {
  const WordKey key(term, term.size());
  const WordCache::Entry* entry = plain_.find(key);
  if (entry == nullptr) entry = &plain_.add(key, WordTerms{{std::string(term)}, {}}, terms_, arena_);
  return entry->first;
}

std::size_t SessionImpl::ideographs(std::size_t begin) {
  std::uint32_t count = 0;
  const std::size_t end = run_end(text_, begin, CharClass::ideograph, count);
  const FoldedRun folded = folded_run(text_.substr(begin, end - begin));
  const std::string_view run = folded.text.empty() ? text_.substr(begin, end - begin) : folded.text;
  const std::uint32_t first = position_;
  add_run(run, {}, begin, folded.origin);
  if (use_ != Use::query || count > kLongestVaried) return end;
  for (const std::string& variant : variants_.of(run, tag_)) {
    position_ = first;
    add_run(variant, run, begin, folded.origin);
  }
  return end;
}

/// Bigrams and the dictionary's words, each at the position of its first character; a lone character as itself. A
/// word of two characters is its bigram. `origin`: of each byte, empty if the run stands in the text as it is. Of a
/// variant only what is not in the `original`.
void SessionImpl::add_run(std::string_view run, std::string_view original, std::size_t begin,
                          const std::vector<std::uint32_t>& origin) {
  const auto add = [&](std::size_t first, std::size_t last) {
    const std::string_view term = run.substr(first, last - first);
    if (!original.empty() && original.substr(first, last - first) == term) return;
    const auto place = [&](std::size_t byte) { return begin + (origin.empty() ? byte : origin[byte]); };
    push(plain_term(cut(term, kLongestTerm)), place(first), place(last),
         original.empty() ? Form::word : Form::spelling);
  };
  const auto& words = breaker_.words(cut(run, kLongestRun));
  auto word = words.begin();
  for (std::size_t i = 0; i < run.size();) {
    const std::size_t next = i + decode(run.data() + i).length;
    const std::size_t stop = next < run.size() ? next + decode(run.data() + next).length : next;
    if (next < run.size()) add(i, stop);
    while (word != words.end() && word->first < i) ++word;
    if (word != words.end() && word->first == i && (word->second != stop || stop == next)) add(i, word->second);
    ++position_;
    i = next;
  }
}

std::size_t SessionImpl::syllables(std::size_t begin) {
  std::uint32_t count = 0;
  const std::size_t end = run_end(text_, begin, CharClass::syllabic, count);
  for (std::size_t at = begin; at < end;) {
    const std::string_view run = cut(text_.substr(at, end - at), kLongestRun);
    for (const auto& [first, last] : breaker_.words(run)) {
      const std::string_view word = cut(run.substr(first, last - first), kLongestTerm);
      push(plain_term(canonical_letters(std::string(word), {})), at + first, at + last, Form::word);
      out_->back().surface = out_->back().number;
      ++position_;
    }
    at += run.size();
  }
  return end;
}

void SessionImpl::whole_identifier(std::size_t i) {
  const std::string_view chunk = chunk_at(text_.substr(i));
  if (!suspicious(chunk)) return;
  const std::string_view found = identifier_in(chunk);
  if (found.empty()) return;
  look_up();
  const auto begin = static_cast<std::size_t>(found.data() - text_.data());
  push(plain_term(Normalizer::fold_plain(found)), begin, begin + found.size(), Form::whole);
}

/// C++ at the place of the c; .NET at the place of the word behind its dot.
void SessionImpl::name_with_sign(std::size_t i) {
  const bool behind = !out_->empty() && out_->back().end == i && out_->back().form != Form::whole && position_ > 0;
  const std::size_t begin = behind ? out_->back().begin : i;
  const std::size_t end = marked_name(text_, begin, i);
  if (end == 0) return;
  if (behind) --position_;
  push(plain_term(Normalizer::fold_plain(text_.substr(begin, end - begin))), begin, end, Form::whole);
  if (behind) ++position_;
}

void SessionImpl::whole_name(std::size_t i) {
  const std::size_t length = lists_.names.match(text_.substr(i, 1024));
  if (length == 0) return;
  look_up();
  push(plain_term(Normalizer::fold_plain(text_.substr(i, length))), i, i + length, Form::whole);
}

}  // namespace forestall::analysis
