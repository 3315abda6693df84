// SPDX-License-Identifier: Apache-2.0
#include "analysis/analyzer.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "analysis/compounds.h"
#include "analysis/elision.h"
#include "analysis/function_words.h"
#include "analysis/identifiers.h"
#include "analysis/normalizer.h"
#include "analysis/scanner.h"
#include "analysis/segments.h"
#include "analysis/word_cache.h"

namespace forestall::analysis {
namespace {

constexpr std::size_t kCacheBudget = std::size_t{48} << 20;
constexpr std::size_t kLongestRun = 4096;  // bytes handed to the dictionary at once

std::string_view primary(std::string_view lang) { return lang.substr(0, lang.find('-')); }

/// What a session keeps of one language.
struct LanguageState {
  LanguageState(std::string_view lang, const Compounds* compounds)
      : lang(lang),
        normalizer(lang),
        compounds(compounds),
        apostrophe(lang == "en" || lang.empty() ? Apostrophe::joins : Apostrophe::splits),
        elides(lang == "fr" || lang == "it" || lang == "ca"),
        function_words(analysis::function_words(lang, normalizer)) {}
  std::string lang;
  Normalizer normalizer;
  const Compounds* compounds;
  Apostrophe apostrophe;
  bool elides;
  std::unordered_set<std::string> function_words;
  WordCache words;
};

bool starts_chunk(std::string_view text, std::size_t i) {
  if (i == 0) return true;
  const auto before = static_cast<unsigned char>(text[i - 1]);
  return before <= 0x20 || before == '(' || before == '"' || before == '<' || before == '[' || before == ',' ||
         before == ';' || before == '=' || before >= 0x80;
}

}  // namespace

class AnalyzerImpl : public std::enable_shared_from_this<AnalyzerImpl> {
 public:
  explicit AnalyzerImpl(const Schema& schema) : names_(schema.names) {
    for (const auto& [lang, words] : schema.compound_words)
      compounds_.try_emplace(std::string(primary(canonical_language(lang))), words);
    compounds_.try_emplace("de", Compounds::german());
  }
  const Names& names() const { return names_; }
  const Compounds* compounds(std::string_view lang) const {
    const auto found = compounds_.find(lang);
    return found == compounds_.end() ? nullptr : &found->second;
  }
  std::unique_ptr<SessionImpl> borrow() const;
  void give_back(std::unique_ptr<SessionImpl> session) const;

 private:
  Names names_;
  std::map<std::string, Compounds, std::less<>> compounds_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<SessionImpl>> idle_;
};

class SessionImpl {
 public:
  explicit SessionImpl(const AnalyzerImpl& home) : home_(home) {}

  void analyze(std::string_view text, std::string_view lang, std::vector<Token>& out) {
    text_ = text;
    out_ = &out;
    position_ = 0;
    language_ = &language(primary(lang));
    const bool names = !home_.names().empty();
    for (std::size_t i = 0; i < text.size();) {
      if (static_cast<unsigned char>(text[i]) <= 0x20) {
        ++i;
        continue;
      }
      const std::size_t end = ascii_word_end(text, i);
      if (starts_chunk(text, i)) {
        if (names) whole_name(i);
        if (!lone_word(i, end)) whole_identifier(i);
      }
      // An apostrophe or a letter beyond ASCII may go on with the word.
      const bool whole =
          end > i && (end == text.size() || (static_cast<unsigned char>(text[end]) < 128 && text[end] != '\''));
      if (whole) {
        later(i, end);
        i = end;
      } else {
        look_up();
        i = step(i);
      }
    }
    look_up();
  }

  void trim() {
    std::size_t bytes = arena_.bytes() + plain_.bytes() + terms_.bytes();
    for (const auto& [lang, state] : languages_) bytes += state.words.bytes();
    if (bytes < kCacheBudget) return;
    for (auto& [lang, state] : languages_) state.words.clear();
    plain_.clear();
    terms_.clear();
    arena_.clear();
  }

 private:
  LanguageState& language(std::string_view lang) {
    auto found = languages_.find(lang);
    if (found == languages_.end())
      found = languages_
                  .emplace(std::piecewise_construct, std::forward_as_tuple(lang),
                           std::forward_as_tuple(lang, home_.compounds(lang)))
                  .first;
    return found->second;
  }

  void push(const CachedTerm& term, std::size_t begin, std::size_t end) {
    out_->push_back({term.term, term.hash, term.number, position_, static_cast<std::uint32_t>(begin),
                     static_cast<std::uint32_t>(end)});
  }

  /// Handles what starts at `i`; returns where to go on.
  std::size_t step(std::size_t i) {
    const auto byte = static_cast<unsigned char>(text_[i]);
    if (byte < 128) return kAsciiWord[byte] ? word(i) : i + 1;
    const CodePoint point = decode(text_.data() + i);
    switch (class_of(point.value)) {
      case CharClass::letter:
        return word(i);
      case CharClass::ideograph:
        return ideographs(i);
      case CharClass::syllabic:
        return syllables(i);
      case CharClass::other:
      case CharClass::apostrophe:
        break;
    }
    return i + point.length;
  }

  /// Letters and digits between blanks, with at most one mark behind them: no identifier, as most words are.
  bool lone_word(std::size_t begin, std::size_t end) const {
    if (end == begin) return false;
    const auto ends = [&](std::size_t i) { return i >= text_.size() || static_cast<unsigned char>(text_[i]) <= 0x20; };
    return ends(end) || (text_[end] != '#' && ends(end + 1));
  }

  std::size_t word(std::size_t begin) {
    const std::size_t end = word_end(text_, begin, language_->apostrophe);
    if (language_->elides && end < text_.size()) {
      const CodePoint next = decode(text_.data() + end);
      if (class_of(next.value) == CharClass::apostrophe && end - begin <= 8 &&
          elided(Normalizer::fold_plain(text_.substr(begin, end - begin)), language_->lang))
        return end + next.length;
    }
    return word(begin, end);
  }

  WordKey key_of(std::size_t begin, std::size_t end) const {
    return {cut(text_.substr(begin, end - begin), kLongestTerm), text_.size() - begin};
  }

  /// A plain word is looked up with the next ones, so that their cache misses overlap.
  void later(std::size_t begin, std::size_t end) {
    if (waiting_ == kGroup) look_up();
    Waiting& word = words_[waiting_++];
    word = {key_of(begin, end), begin, end};
    language_->words.fetch_slot(word.key);
  }
  void look_up() {
    for (std::size_t i = 0; i < waiting_; ++i) language_->words.fetch_entry(words_[i].key);
    for (std::size_t i = 0; i < waiting_; ++i) found(words_[i].key, words_[i].begin, words_[i].end);
    waiting_ = 0;
  }

  std::size_t word(std::size_t begin, std::size_t end) {
    found(key_of(begin, end), begin, end);
    return end;
  }

  void found(const WordKey& key, std::size_t begin, std::size_t end) {
    const WordCache::Entry* entry = language_->words.find(key);
    if (entry == nullptr) {
      bool function_word = false;
      const std::vector<std::string> terms = terms_of(key.word, function_word);
      entry = &language_->words.add(key, terms, function_word, terms_, arena_);
    }
    if (!entry->first.term.empty()) {
      push(entry->first, begin, end);
      out_->back().function_word = entry->function_word;
      for (std::uint32_t i = 0; i < entry->count; ++i) push(language_->words.alternative(*entry, i), begin, end);
      ++position_;
    }
  }

  /// The slow path, once a word: its term, and the terms of its parts.
  std::vector<std::string> terms_of(std::string_view raw, bool& function_word) const {
    std::string folded = language_->normalizer.fold_case(raw);
    if (language_->apostrophe == Apostrophe::joins) drop_apostrophes(folded);
    function_word = language_->function_words.contains(folded);
    std::vector<std::string> terms;
    const std::string term = language_->normalizer.term(folded);
    if (term.empty()) return terms;
    terms.push_back(term);
    if (language_->compounds != nullptr)
      for (const std::string_view part : language_->compounds->split(folded)) {
        std::string stem = language_->normalizer.term(part);
        if (std::find(terms.begin(), terms.end(), stem) == terms.end()) terms.push_back(std::move(stem));
      }
    return terms;
  }

  /// "Firefox's" → "firefox", "don't" → "dont".
  static void drop_apostrophes(std::string& word) {
    for (const std::string_view mark :
         {std::string_view("'"), std::string_view("\u2019"), std::string_view("\u02BC")}) {
      if (word.size() > mark.size() + 1 && word.back() == 's' &&
          word.compare(word.size() - 1 - mark.size(), mark.size(), mark) == 0)
        word.resize(word.size() - 1 - mark.size());
      for (std::size_t at = 0; (at = word.find(mark, at)) != std::string::npos;) word.erase(at, mark.size());
    }
  }

  const CachedTerm& plain_term(std::string_view term) {
    const WordKey key(term, term.size());
    const WordCache::Entry* entry = plain_.find(key);
    if (entry == nullptr) entry = &plain_.add(key, {std::string(term)}, false, terms_, arena_);
    return entry->first;
  }

  /// Bigrams and the dictionary's words, each at the position of its first character; a lone character as itself. A
  /// word of two characters is its bigram.
  std::size_t ideographs(std::size_t begin) {
    std::uint32_t count = 0;
    const std::size_t end = run_end(text_, begin, CharClass::ideograph, count);
    std::string folded;
    std::string_view run = text_.substr(begin, end - begin);
    if (std::any_of(run.begin(), run.end(), [](char c) { return static_cast<unsigned char>(c) == 0xEF; }))
      run = folded = Normalizer::fold_plain(run);
    const bool same = folded.empty() || folded == text_.substr(begin, end - begin);
    const auto add = [&](std::size_t first, std::size_t last) {
      push(plain_term(cut(run.substr(first, last - first), kLongestTerm)), same ? begin + first : begin,
           same ? begin + last : end);
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
    return end;
  }

  std::size_t syllables(std::size_t begin) {
    std::uint32_t count = 0;
    const std::size_t end = run_end(text_, begin, CharClass::syllabic, count);
    for (std::size_t at = begin; at < end;) {
      const std::string_view run = cut(text_.substr(at, end - at), kLongestRun);
      for (const auto& [first, last] : breaker_.words(run)) {
        push(plain_term(cut(run.substr(first, last - first), kLongestTerm)), at + first, at + last);
        ++position_;
      }
      at += run.size();
    }
    return end;
  }

  void whole_identifier(std::size_t i) {
    const std::string_view chunk = chunk_at(text_.substr(i));
    if (!suspicious(chunk)) return;
    const std::string_view found = identifier_in(chunk);
    if (found.empty()) return;
    look_up();
    const auto begin = static_cast<std::size_t>(found.data() - text_.data());
    push(plain_term(Normalizer::fold_plain(found)), begin, begin + found.size());
  }

  void whole_name(std::size_t i) {
    const std::size_t length = home_.names().match(text_.substr(i, 1024));
    if (length == 0) return;
    look_up();
    push(plain_term(Normalizer::fold_plain(text_.substr(i, length))), i, i + length);
  }

  struct Waiting {
    WordKey key;
    std::size_t begin, end;
  };
  static constexpr std::size_t kGroup = 16;

  const AnalyzerImpl& home_;
  Waiting words_[kGroup];
  std::size_t waiting_ = 0;
  std::map<std::string, LanguageState, std::less<>> languages_;
  TermTable terms_;
  WordCache plain_;  // bigrams, identifiers, dictionary words
  Arena arena_;
  WordBreaker breaker_;
  std::string_view text_;
  std::vector<Token>* out_ = nullptr;
  LanguageState* language_ = nullptr;
  std::uint32_t position_ = 0;
};

std::unique_ptr<SessionImpl> AnalyzerImpl::borrow() const {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<SessionImpl>(*this);
  auto session = std::move(idle_.back());
  idle_.pop_back();
  session->trim();
  return session;
}

void AnalyzerImpl::give_back(std::unique_ptr<SessionImpl> session) const {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(session));
}

Session::Session(std::unique_ptr<SessionImpl> impl, std::shared_ptr<const AnalyzerImpl> home)
    : impl_(std::move(impl)), home_(std::move(home)) {}
Session::Session(Session&&) noexcept = default;
Session::~Session() {
  if (impl_) home_->give_back(std::move(impl_));
}

void Session::analyze(std::string_view text, std::string_view lang, std::vector<Token>& out) {
  impl_->analyze(text, lang, out);
}
void Session::trim() { impl_->trim(); }

Analyzer::Analyzer(const Schema& schema) : impl_(std::make_shared<const AnalyzerImpl>(schema)) {}
Session Analyzer::session() const { return Session(impl_->borrow(), impl_); }

}  // namespace forestall::analysis
