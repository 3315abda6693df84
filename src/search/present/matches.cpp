// SPDX-License-Identifier: Apache-2.0
#include "search/present/matches.h"

#include <algorithm>
#include <bitset>
#include <unordered_map>

#include "base/utf8.h"

namespace forestall::search {
namespace {

/// Words of a longer phrase, and of one phrase more, are shown wherever they stand: looking for each takes a text's
/// length for every word.
constexpr std::size_t kLongestPhrase = 64, kMostPhrases = 16;
constexpr std::uint32_t kNone = ~0u;

/// Goes through the tree: which terms may stand alone, and which phrases there are.
void collect(const PlanNode& node, std::vector<bool>& alone, std::vector<const PlanNode*>& phrases) {
  for (const std::uint32_t term : node.terms) alone[term] = true;
  if (node.type == PlanNode::Type::phrase) {
    if (node.positions.size() <= kLongestPhrase && phrases.size() < kMostPhrases) {
      phrases.push_back(&node);
    } else {
      for (const auto& alternatives : node.positions)
        for (const std::uint32_t term : alternatives) alone[term] = true;
    }
  }
  for (const auto* children : {&node.required, &node.optional})
    for (const PlanNode& child : *children) collect(child, alone, phrases);
}

SoughtPhrase renumbered(const PlanNode& node, const std::vector<std::uint32_t>& numbers) {
  SoughtPhrase phrase{node.positions, node.gaps};
  for (auto& alternatives : phrase.positions) {
    for (std::uint32_t& term : alternatives) term = numbers[term];
    std::erase(alternatives, kNone);
  }
  return phrase;
}

using Positions = std::vector<std::uint32_t>;

/// Where the phrase begins, given each term's positions in ascending order.
Positions beginnings(const SoughtPhrase& phrase, const std::vector<Positions>& stands) {
  Positions starts, here, left;
  for (std::size_t i = 0; i < phrase.positions.size(); ++i) {
    here.clear();
    for (const std::uint32_t term : phrase.positions[i])
      for (const std::uint32_t position : stands[term])
        if (position >= phrase.gaps[i]) here.push_back(position - phrase.gaps[i]);
    if (phrase.positions[i].size() > 1) std::sort(here.begin(), here.end());
    here.erase(std::unique(here.begin(), here.end()), here.end());
    if (i == 0) {
      starts = here;
      continue;
    }
    left.clear();
    std::set_intersection(starts.begin(), starts.end(), here.begin(), here.end(), std::back_inserter(left));
    starts.swap(left);
    if (starts.empty()) break;
  }
  return starts;
}

/// Takes away what matches only in phrases and stands in none.
void keep_phrases(const Sought& sought, std::vector<Match>& matches) {
  std::vector<Positions> stands(sought.terms.size());
  std::uint32_t end = 0;
  for (const Match& match : matches) {
    stands[match.term].push_back(match.position);
    end = std::max(end, match.position + 1);
  }
  for (Positions& positions : stands) std::sort(positions.begin(), positions.end());
  std::vector<bool> covered(end);
  for (const SoughtPhrase& phrase : sought.phrases)
    for (const std::uint32_t start : beginnings(phrase, stands))
      for (const std::uint32_t gap : phrase.gaps) covered[start + gap] = true;
  std::erase_if(matches,
                [&](const Match& match) { return sought.terms[match.term].phrase_only && !covered[match.position]; });
}

std::uint32_t points(std::string_view text) { return static_cast<std::uint32_t>(base::count_code_points(text)); }

void count_points(std::string_view text, std::vector<Match>& matches) {
  std::uint32_t byte = 0, point = 0;
  for (Match& match : matches) {
    point += points(text.substr(byte, match.begin - byte));
    byte = match.begin;
    match.first = point;
    match.last = point + points(text.substr(match.begin, match.end - match.begin));
  }
}

}  // namespace

Sought sought_in(const Plan& plan, schema::Field field) {
  std::vector<bool> alone(plan.terms.size());
  std::vector<const PlanNode*> phrases;
  collect(plan.root, alone, phrases);
  Sought sought;
  std::vector<std::uint32_t> numbers(plan.terms.size(), kNone);
  for (std::size_t i = 0; i < plan.terms.size(); ++i) {
    const QueryTerm& term = plan.terms[i];
    if (term.weight <= 0 || (term.fields >> field & 1u) == 0) continue;
    numbers[i] = static_cast<std::uint32_t>(sought.terms.size());
    sought.terms.push_back({term.term, term.hash, term.idf, !alone[i]});
  }
  for (const PlanNode* phrase : phrases) sought.phrases.push_back(renumbered(*phrase, numbers));
  return sought;
}

std::vector<Match> find_matches(std::string_view text, std::string_view lang, analysis::Session& session,
                                const Sought& sought) {
  std::unordered_multimap<std::uint64_t, std::uint32_t> wanted;
  std::bitset<4096> possible;  // most words are none of the query's
  for (std::uint32_t i = 0; i < sought.terms.size(); ++i) {
    wanted.emplace(sought.terms[i].hash, i);
    possible.set(sought.terms[i].hash % possible.size());
  }
  std::vector<analysis::Token> tokens;
  if (!sought.terms.empty()) session.analyze(text, lang, tokens);
  std::vector<Match> matches;
  for (const analysis::Token& token : tokens) {
    if (!possible[token.hash % possible.size()]) continue;
    const auto [begin, end] = wanted.equal_range(token.hash);
    for (auto found = begin; found != end; ++found)
      if (sought.terms[found->second].term == token.term)
        matches.push_back({token.begin, token.end, found->second, token.position});
  }
  if (!sought.phrases.empty()) keep_phrases(sought, matches);
  std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.begin < b.begin; });
  count_points(text, matches);
  return matches;
}

}  // namespace forestall::search
