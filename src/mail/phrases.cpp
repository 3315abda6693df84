// SPDX-License-Identifier: Apache-2.0
#include "mail/phrases.h"

#include <algorithm>

namespace forestall::mail {
namespace {

constexpr std::string_view kGap = "…";

unsigned byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

std::size_t point_begin(std::string_view text, std::size_t at) {
  while (at > 0 && (byte(text, at) & 0xC0u) == 0x80u) --at;
  return at;
}

}  // namespace

bool wide_at(std::string_view text, std::size_t at) {
  const unsigned first = byte(text, at), second = byte(text, at + 1);
  return (first >= 0xE3 && first < 0xF0) || (first == 0xE1 && second < 0x88) || (first == 0xF0 && second >= 0xA0);
}

bool at_word(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size() || text[at] == ' ' || text[at - 1] == ' ') return true;
  return wide_at(text, point_begin(text, at - 1)) || wide_at(text, at);
}

std::size_t Phrases::bucket(std::string_view text) {
  return (byte(text, 0) * 131 + byte(text, 1) * 31 + byte(text, 2)) % 1024;
}

void Phrases::add(std::string_view phrase) {
  Gapped gapped;
  gapped.open_begin = phrase.starts_with(kGap);
  gapped.open_end = phrase.ends_with(kGap);
  while (!phrase.empty()) {
    const std::size_t end = std::min(phrase.find(kGap), phrase.size());
    if (std::string piece = canonical(phrase.substr(0, end)).text; !piece.empty())
      gapped.pieces.push_back(std::move(piece));
    phrase.remove_prefix(std::min(end + kGap.size(), phrase.size()));
  }
  if (gapped.pieces.empty()) return;
  std::string& first = gapped.pieces.front();
  if (gapped.open_begin || (first.size() < 3 && (gapped.pieces.size() > 1 || gapped.open_end))) {
    open_.push_back(std::move(gapped));
  } else if (gapped.pieces.size() > 1 || gapped.open_end) {
    gapped_[bucket(first)].push_back(std::move(gapped));
  } else {
    plain_[bucket(first)].push_back(std::move(first));
  }
}

std::size_t Phrases::longest_at(std::string_view text, std::size_t at) const {
  const std::string_view rest = text.substr(at);
  std::size_t longest = 0;
  const auto look = [&](std::string_view key) {
    for (const std::string& phrase : plain_[bucket(key)])
      if (phrase.size() > longest && rest.starts_with(phrase) && at_word(text, at + phrase.size()))
        longest = phrase.size();
  };
  look(rest);
  for (const std::size_t shorter : {1u, 2u})  // phrases of one or two letters have buckets of their own
    if (rest.size() > shorter && at_word(text, at + shorter)) look(rest.substr(0, shorter));
  return longest;
}

bool Phrases::fits(const Gapped& phrase, std::string_view text, std::size_t gap) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < phrase.pieces.size(); ++i) {
    const std::string& piece = phrase.pieces[i];
    const bool last = i + 1 == phrase.pieces.size();
    std::size_t found = i == 0 && !phrase.open_begin ? 0 : text.find(piece, at + 1);
    if (last && !phrase.open_end)
      found = text.size() < piece.size() ? std::string_view::npos : text.size() - piece.size();
    if (found == std::string_view::npos || found < at || found - at > gap + 2) return false;
    if ((i > 0 || phrase.open_begin) && found == at) return false;  // a gap is not empty
    if (text.substr(found, piece.size()) != piece || !at_word(text, found) || !at_word(text, found + piece.size()))
      return false;
    at = found + piece.size();
  }
  return phrase.open_end ? at < text.size() && text.size() - at <= gap + 2 : at == text.size();
}

bool Phrases::whole(std::string_view text, std::size_t gap) const {
  if (text.empty()) return false;
  if (longest_at(text, 0) == text.size()) return true;
  const auto fit = [&](const Gapped& phrase) { return fits(phrase, text, gap); };
  const auto& near = gapped_[bucket(text)];
  return std::any_of(near.begin(), near.end(), fit) || std::any_of(open_.begin(), open_.end(), fit);
}

std::size_t Phrases::count_in(const Canonical& line) const {
  std::size_t count = 0, after = 0;
  for (const Word& word : line.words) {
    for (std::size_t at = std::max<std::size_t>(word.begin, after); at < word.end; ++at) {
      if ((byte(line.text, at) & 0xC0u) == 0x80u) continue;
      if (at != word.begin && !word.wide) break;
      if (const std::size_t length = longest_at(line.text, at); length > 0) {
        ++count;
        after = at + length;
        at = after - 1;
      }
    }
  }
  return count;
}

}  // namespace forestall::mail
