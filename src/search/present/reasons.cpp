// SPDX-License-Identifier: Apache-2.0
#include "search/present/reasons.h"

#include <algorithm>

#include "analysis/characters.h"
#include "analysis/normalizer.h"

namespace forestall::search {
namespace {

/// A stretch of the query that matched.
struct Stretch {
  std::uint32_t text, begin, end;
  std::string word;
  double share;
  bool function_word, ideographs;
};

bool is_ideograph(std::string_view word) {
  return !word.empty() && analysis::class_of(analysis::decode(word.data()).value) == analysis::CharClass::ideograph;
}

bool by_place(const Stretch& a, const Stretch& b) {
  if (a.text != b.text) return a.text < b.text;
  return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
}

/// Bigrams that overlap become one stretch; parts and spellings join the word that holds them.
std::vector<Stretch> merged(std::vector<Stretch> all) {
  std::stable_sort(all.begin(), all.end(), by_place);
  std::vector<Stretch> out;
  for (Stretch& next : all) {
    Stretch* const last = out.empty() || out.back().text != next.text ? nullptr : &out.back();
    const bool inside = last != nullptr && next.end <= last->end;
    const bool overlaps = last != nullptr && last->ideographs && next.ideographs && next.begin < last->end;
    if (!inside && !overlaps) {
      out.push_back(std::move(next));
      continue;
    }
    last->share += next.share;
    last->function_word = last->function_word && next.function_word;
    if (inside) continue;
    last->word += next.word.substr(last->end - next.begin);
    last->end = next.end;
  }
  return out;
}

/// Up to three hiragana are an ending or a particle.
bool too_little(std::string_view word) {
  constexpr std::size_t kLongest = 3 * 3;  // bytes
  for (std::size_t i = 0; i < word.size();) {
    const analysis::CodePoint point = analysis::decode(word.data() + i);
    if (point.value < 0x3040 || point.value >= 0x30A0) return false;
    i += point.length;
  }
  return word.size() <= kLongest;
}

/// Whether a spelling stands for several words of which one matched by itself.
bool said_otherwise(std::span<const QueryTerm> terms, std::span<const double> shares, std::size_t i) {
  if (!terms[i].spelling || terms[i].word.find(' ') == std::string::npos) return false;
  const Origin& own = terms[i].origin;
  for (std::size_t k = 0; k < terms.size(); ++k) {
    const Origin& other = terms[k].origin;
    if (shares[k] > 0 && !terms[k].spelling && other.text == own.text && other.begin >= own.begin &&
        other.end <= own.end)
      return true;
  }
  return false;
}

/// The dictionary's words of ideographs; characters that it has no word for stay together.
std::vector<std::pair<std::uint32_t, std::uint32_t>> dictionary_words(std::string_view run,
                                                                      analysis::Session& session) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words;
  bool lone = false;
  for (const auto& [begin, end] : session.dictionary_words(run)) {
    const bool single =
        analysis::decode(run.data() + begin).length == end - begin && !too_little(run.substr(begin, end - begin));
    if (single && lone)
      words.back().second = end;
    else
      words.emplace_back(begin, end);
    lone = single;
  }
  return words;
}

/// The words of ideographs that matched; each gets its share by length.
void add_words(const Stretch& stretch, analysis::Session& session, std::vector<Stretch>& out) {
  for (const auto& [begin, end] : dictionary_words(stretch.word, session)) {
    const std::string word = stretch.word.substr(begin, end - begin);
    if (too_little(word)) continue;
    const double part = static_cast<double>(end - begin) / static_cast<double>(stretch.word.size());
    out.push_back({stretch.text, stretch.begin + begin, stretch.begin + end, word, stretch.share * part,
                   stretch.function_word, true});
  }
}

}  // namespace

std::vector<std::string> reason_words(std::span<const QueryTerm> terms, std::span<const double> shares,
                                      analysis::Session& session) {
  std::vector<Stretch> all, words;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (shares[i] <= 0 || said_otherwise(terms, shares, i)) continue;
    const QueryTerm& term = terms[i];
    all.push_back({term.origin.text, term.origin.begin, term.origin.end, term.word, shares[i], term.function_word,
                   is_ideograph(term.word)});
  }
  for (Stretch& stretch : merged(std::move(all))) {
    if (stretch.ideographs)
      add_words(stretch, session, words);
    else
      words.push_back(std::move(stretch));
  }
  std::stable_sort(words.begin(), words.end(), [](const Stretch& a, const Stretch& b) {
    return a.function_word != b.function_word ? b.function_word : a.share > b.share;
  });
  std::vector<std::string> out, folded;
  for (const Stretch& stretch : words) {
    if (out.size() == kMostReasons || (stretch.function_word && !out.empty())) break;
    std::string key = analysis::Normalizer::fold_plain(stretch.word);
    if (std::find(folded.begin(), folded.end(), key) != folded.end()) continue;
    folded.push_back(std::move(key));
    out.push_back(stretch.word);
  }
  return out;
}

}  // namespace forestall::search
