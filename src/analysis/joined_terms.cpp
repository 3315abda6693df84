// SPDX-License-Identifier: Apache-2.0
// Spellings of several words as one, and of one word as several.
#include <algorithm>
#include <utility>

#include "analysis/joined.h"
#include "analysis/session.h"

namespace forestall::analysis {
namespace {

/// Other spellings are looked for in texts of at most so many words: in a longer one each says little, and costs a
/// look-up. Vietnamese without its tones is another text: questions lost .0015 nDCG@10 by it.
constexpr std::uint32_t kLongestVaried = 12, kLongestToneless = 3;
// OneDrive is split if it is nearly all that was asked, into parts of so many letters.
constexpr std::uint32_t kFewWords = 2;
constexpr std::size_t kShortestHalf = 3;

}  // namespace

void SessionImpl::push_joined(std::string_view word, std::size_t begin, std::size_t end, std::uint32_t position,
                              Form form) {
  if (word.size() > kLongestTerm) return;
  const WordCache::Entry& entry = entry_of(WordKey(word, word.size()));
  if (entry.first.term.empty()) return;
  const std::uint32_t at = std::exchange(position_, position);
  push(entry.first, begin, end, form);
  for (std::uint32_t i = 0; i < std::uint32_t{entry.parts} + entry.spellings; ++i)
    push(language_->words.alternative(entry, i), begin, end, form);
  position_ = at;
}

/// A sign at `i`, no letter: what it joins is a spelling at the place of its first word. Returns where to go on.
std::size_t SessionImpl::sign(std::size_t i) {
  const std::size_t next = i + decode(text_.data() + i).length;
  if (next >= text_.size() || static_cast<unsigned char>(text_[next]) <= 0x20) return next;
  if (i < joined_end_ || out_->empty() || out_->back().end != i || !may_join(text_, i)) return next;
  const Token before = out_->back();
  if (before.position + 1 != position_) return next;
  const Joined joined = joined_words(text_, before.begin, i);
  if (joined.end == 0) return next;
  joined_end_ = joined.end;
  if (!language_->maker.clitic(text_.substr(joined.last, joined.end - joined.last)))
    push_joined(joined.word, before.begin, joined.end, before.position);
  return next;
}

/// What starts at `i`, where a word or nothing ends at `end`, as a number in groups.
void SessionImpl::number(std::size_t i, std::size_t end) {
  const auto digit = [&](std::size_t at) { return at < text_.size() && text_[at] >= '0' && text_[at] <= '9'; };
  if (i < joined_end_ || !(digit(i) ? digit(end - 1) : (text_[i] == '+' || text_[i] == '(') && digit(i + 1))) return;
  const Joined joined = grouped_number(text_, i);
  if (joined.end == 0) return;
  look_up();
  joined_end_ = joined.end;
  push_joined(joined.word, i, joined.end, position_);
}

/// A pair's spelling goes before the terms of its second word, which is the last one.
void SessionImpl::push_pair(std::string_view word, std::size_t end) {
  std::vector<Token>& tokens = *out_;
  const std::size_t before = tokens.size();
  push_joined(word, opener_begin_, end, position_ - 1);
  std::size_t second = before;
  while (second > 0 && tokens[second - 1].position == position_) --second;
  const auto at = [&](std::size_t i) { return tokens.begin() + static_cast<std::ptrdiff_t>(i); };
  std::rotate(at(second), at(before), tokens.end());
}

void SessionImpl::close_pair(const WordKey& key, std::size_t begin, std::size_t end) {
  if (begin != opener_end_ + 1 || text_[opener_end_] != ' ') return;
  const std::string_view first = text_.substr(opener_begin_, opener_end_ - opener_begin_);
  if (language_->maker.pair(first, key.word)) push_pair(std::string(first) + std::string(key.word), end);
}

/// A query's words as documents may have them. `first`: of the text's tokens.
void SessionImpl::expand(std::size_t first) {
  std::vector<Token>& tokens = *out_;
  const auto at = [&](std::size_t i) { return tokens.begin() + static_cast<std::ptrdiff_t>(i); };
  const auto symbol = [](const Token& token) { return token.form == Form::symbol; };
  if (!std::all_of(at(first), tokens.end(), symbol))
    tokens.erase(std::remove_if(at(first), tokens.end(), symbol), tokens.end());
  if (position_ > (language_->maker.lang() == "vi" ? kLongestToneless : kLongestVaried)) drop_spellings(first);
  if (position_ <= kLongestVaried) {
    join_neighbours(first);
    split_words(first);
  }
  std::stable_sort(at(first), tokens.end(), [](const Token& a, const Token& b) { return a.position < b.position; });
}

/// Drops the spellings of single words.
void SessionImpl::drop_spellings(std::size_t first) {
  std::size_t kept = first, word = first;
  for (std::size_t i = first; i < out_->size(); ++i) {
    const Token token = (*out_)[i];
    if (token.form == Form::word) word = kept;
    const bool single = token.form == Form::spelling && word < kept && (*out_)[word].begin == token.begin &&
                        (*out_)[word].end == token.end;
    if (!single) (*out_)[kept++] = token;
  }
  out_->resize(kept);
}

/// Neighbours as one word. Function words are half of a word only in English: login, setup.
void SessionImpl::join_neighbours(std::size_t first) {
  const std::string_view lang = language_->maker.lang();
  if (lang == "ar") return;
  const bool english = lang == "en";
  const std::size_t last = out_->size();
  Token before{};
  bool any = false;
  for (std::size_t i = first; i < last; ++i) {
    const Token token = (*out_)[i];
    if (token.form != Form::word) continue;
    const auto raw = [&](const Token& of) { return text_.substr(of.begin, of.end - of.begin); };
    const bool leans = token.function_word || (before.function_word && before.end - before.begin > 1);
    if (any && token.begin == before.end + 1 && text_[before.end] == ' ' && (english || !leans))
      push_joined(std::string(raw(before)) + std::string(raw(token)), before.begin, token.end, before.position);
    before = token;
    any = true;
  }
}

/// The number in KB5034441 and E05, the words in OneDrive: they may stand apart.
void SessionImpl::split_words(std::size_t first) {
  const std::size_t last = out_->size();
  for (std::size_t i = first; i < last; ++i) {
    const Token token = (*out_)[i];
    if (token.form != Form::word) continue;
    const std::string_view raw = text_.substr(token.begin, token.end - token.begin);
    const bool has_parts = i + 1 < last && (*out_)[i + 1].form == Form::part;  // as documents have them
    for (const std::string_view part : letters_and_digits(raw))
      if (!has_parts && part.size() > 1 && part[0] <= '9')
        push_joined(part, token.begin, token.end, token.position, Form::part);
    const auto parts = capital_words(raw);
    const bool words =
        position_ <= kFewWords && parts.size() > 1 &&
        std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return part.size() >= kShortestHalf; });
    for (const std::string_view part : parts)
      if (words) push_joined(part, token.begin, token.end, token.position, Form::part);
  }
}

}  // namespace forestall::analysis
