// SPDX-License-Identifier: Apache-2.0
#include "search/plan/speller.h"

#include <algorithm>
#include <unordered_map>

#include "analysis/characters.h"
#include "base/hash.h"
#include "index/build.h"
#include "index/word_signatures.h"
#include "ranking/slips.h"

namespace forestall::search {
namespace {

/// Into `out`, for it is done for thousands of words.
std::u32string_view points(std::string_view text, std::u32string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    const analysis::CodePoint point = analysis::decode(text.data() + i);
    out.push_back(static_cast<char32_t>(point.value));
    i += point.length;
  }
  return out;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

}  // namespace

Speller::Speller(const index::Snapshot& snapshot, const Reader& reader, const Languages& languages,
                 analysis::Session& session)
    : vocabulary_(snapshot, reader),
      session_(session),
      parts_(vocabulary_.parts([&](std::string_view lang) { return languages.admits(lang); })) {}

std::string Speller::folded(std::string_view raw) {
  if (has_digit(raw)) return {};
  std::vector<analysis::Token> tokens;
  session_.analyze(raw, parts_.empty() ? std::string_view() : parts_[0].partition->lang, tokens, analysis::Use::query);
  std::string word;
  for (const analysis::Token& token : tokens) {
    if (token.form == analysis::Form::whole || token.form == analysis::Form::symbol) return {};
    if (token.form != analysis::Form::word) continue;
    if (!word.empty() || token.surface == analysis::kNoSurface || token.begin != 0 || token.end != raw.size())
      return {};
    word = session_.text(token.surface);
  }
  return word;
}

Speller::Known Speller::known(std::string_view raw) {
  Known out;
  std::vector<analysis::Token> tokens;
  for (const Vocabulary::Part& part : parts_) {
    tokens.clear();
    session_.analyze(raw, part.partition->lang, tokens, analysis::Use::query);
    for (const analysis::Token& token : tokens) {
      if (token.form == analysis::Form::part) continue;
      const auto term = part.leaf->segment->find_term(*part.partition, token.term, token.hash);
      if (!term || !vocabulary_.may_know(part, *term)) continue;
      out.any = true;
      if (part.partition->counted && token.form == analysis::Form::word)
        out.documents += part.leaf->segment->term_info(*term).df - part.leaf->overlay->removed_df(*term);
    }
  }
  return out;
}

std::vector<Spelling> Speller::near(std::string_view word, std::size_t slips) {
  std::u32string wanted_points, points_of;
  const std::u32string_view typed = points(word, wanted_points);
  slips = std::min(slips, ranking::most_slips(typed.size()));
  std::vector<Spelling> out;
  if (slips == 0) return out;
  const auto wanted = index::WordSignatures::of(word);
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (std::uint32_t p = 0; p < parts_.size(); ++p) {
    const index::Segment& segment = *parts_[p].leaf->segment;
    const index::Partition& partition = *parts_[p].partition;
    segment.signatures(partition).similar(wanted, static_cast<std::uint32_t>(slips), [&](std::uint32_t id) {
      const bool inflected = (id & index::WordSignatures::kInflected) != 0;
      const std::uint32_t number = id & ~index::WordSignatures::kInflected;
      const std::string_view text = inflected ? segment.word(number) : segment.term(number);
      if (text.size() + 4 * slips < word.size() || text.size() > word.size() + 4 * slips || text == word) return;
      const double cost = ranking::slip_cost(typed, points(text, points_of), slips);
      if (cost == ranking::kNoCost) return;
      const std::uint32_t term = inflected ? partition.first_term + segment.word_info(number).term : number;
      const std::uint64_t left = segment.term_info(term).df - parts_[p].leaf->overlay->removed_df(term);
      if (left == 0) return;
      const auto [found, added] = numbers.try_emplace(text, out.size());
      if (added) out.push_back({std::string(text), cost, 0, 0, {}});
      Spelling& spelling = out[found->second];
      if (partition.counted)
        spelling.documents += inflected ? std::min<std::uint64_t>(left, segment.word_info(number).df) : left;
      spelling.places.emplace_back(p, term);
    });
  }
  for (Spelling& spelling : out)
    spelling.score = ranking::spelling_score(spelling.cost, static_cast<double>(spelling.documents));
  std::sort(out.begin(), out.end(), [](const Spelling& a, const Spelling& b) {
    return a.score != b.score ? a.score > b.score : a.word < b.word;
  });
  return out;
}

std::optional<std::string> Speller::written(const Spelling& spelling) {
  for (const auto& [number, term] : spelling.places)
    if (auto word = vocabulary_.written(parts_[number], term, spelling.word, session_)) return word;
  return std::nullopt;
}

}  // namespace forestall::search
