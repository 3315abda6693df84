// SPDX-License-Identifier: Apache-2.0
#include "search/plan/correction.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"

namespace forestall::search {
namespace {

constexpr std::size_t kMostWords = 12;       // of a query that is corrected: what is longer was pasted
constexpr std::size_t kMostTried = 4;        // of the words near one
constexpr double kMostCostPerLetter = 0.25;  // slips that a word of so many letters may have
// A rare word is another's slip: held by so few, the other by so many times more, and so near.
constexpr std::uint64_t kRare = 50, kTimesMore = 30;
constexpr double kNearRare = 0.9;

bool blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }
bool part_of_word(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

class Corrector {
 public:
  Corrector(Speller& speller, bool rare) : speller_(speller), rare_(rare) {}

  void correct(Query& query) {
    for (auto* children : {&query.required, &query.optional})
      for (Query& child : *children) correct(child);
    if (query.type != Query::Type::words && query.type != Query::Type::phrase && query.type != Query::Type::prefix)
      return;
    std::string out;
    for (std::size_t i = 0; i < query.text.size();) {
      std::size_t end = i;
      while (end < query.text.size() && blank(query.text[end]) == blank(query.text[i])) ++end;
      const std::string chunk = query.text.substr(i, end - i);
      const bool being_typed = query.type == Query::Type::prefix && end == query.text.size();
      out += blank(chunk[0]) || being_typed ? chunk : corrected(chunk);
      i = end;
    }
    query.text = std::move(out);
  }

  std::vector<std::pair<std::string, std::string>> words;

 private:
  /// A chunk between blanks, but for the marks around it.
  std::string corrected(const std::string& chunk) {
    std::size_t first = 0, last = chunk.size();
    while (first < last && !part_of_word(chunk[first])) ++first;
    while (last > first && !part_of_word(chunk[last - 1])) --last;
    const std::string raw = chunk.substr(first, last - first);
    if (raw.empty()) return chunk;
    auto [found, is_new] = instead_.try_emplace(raw);
    if (is_new) {
      found->second = instead_of(raw);
      if (!found->second.empty()) words.emplace_back(raw, found->second);
    }
    return found->second.empty() ? chunk : chunk.substr(0, first) + found->second + chunk.substr(last);
  }

  std::string instead_of(const std::string& raw) {
    const std::string folded = speller_.folded(raw);
    if (folded.empty()) return {};
    const Speller::Known known = speller_.known(raw);
    if (known.any && (!rare_ || known.documents > kRare)) return {};
    const auto letters = static_cast<double>(base::count_code_points(folded));
    std::size_t tried = 0;
    for (const Spelling& spelling : speller_.near(folded, known.any ? 1 : 2)) {
      // Hidden words must not use up the tries of others.
      if (spelling.documents > 0 && tried++ == kMostTried) break;
      if (spelling.cost > kMostCostPerLetter * letters) continue;
      if (known.any &&
          (spelling.cost > kNearRare || spelling.documents < kTimesMore * std::max<std::uint64_t>(1, known.documents)))
        continue;
      if (auto word = speller_.written(spelling)) return *word;
    }
    return {};
  }

  Speller& speller_;
  const bool rare_;
  std::map<std::string, std::string> instead_;
};

std::size_t words_in(const Query& query) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < query.text.size(); ++i)
    count += !blank(query.text[i]) && (i == 0 || blank(query.text[i - 1])) ? 1 : 0;
  for (const auto* children : {&query.required, &query.optional})
    for (const Query& child : *children) count += words_in(child);
  return count;
}

CorrectedQuery correct(const Query& query, Speller& speller, bool rare) {
  CorrectedQuery out{query, {}};
  if (words_in(query) > kMostWords) return out;
  Corrector corrector(speller, rare);
  corrector.correct(out.query);
  out.words = std::move(corrector.words);
  return out;
}

}  // namespace

std::string CorrectedQuery::in(std::string_view text) const {
  std::string out(text);
  for (const auto& [typed, word] : words)
    for (std::size_t at = 0; (at = out.find(typed, at)) != std::string::npos;) {
      const std::size_t end = at + typed.size();
      const bool whole = (at == 0 || !part_of_word(out[at - 1])) && (end == out.size() || !part_of_word(out[end]));
      if (whole) out.replace(at, typed.size(), word);
      at += whole ? word.size() : 1;
    }
  return out;
}

CorrectedQuery correct_unknown(const Query& query, Speller& speller) { return correct(query, speller, false); }
CorrectedQuery correct_rare(const Query& query, Speller& speller) { return correct(query, speller, true); }

}  // namespace forestall::search
