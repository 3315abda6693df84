// SPDX-License-Identifier: Apache-2.0
#include "search/plan/vocabulary.h"

#include <algorithm>

#include "analysis/characters.h"
#include "analysis/normalizer.h"
#include "base/utf8.h"
#include "index/audience.h"
#include "index/build.h"

namespace forestall::search {
namespace {

constexpr std::uint32_t kHangulFirst = 0xAC00, kHangulLast = 0xD7A3, kFinals = 28;

std::size_t last_character(std::string_view text) {
  std::size_t last = text.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0u) == 0x80) --last;
  return last;
}

/// The least text behind all that begin with this one. A syllable of Hangul without a final consonant may get one.
std::string end_of(std::string_view text) {
  const std::size_t last = last_character(text);
  std::string end(text);
  const std::uint32_t point = analysis::decode(text.data() + last).value;
  if (point < kHangulFirst || point > kHangulLast || (point - kHangulFirst) % kFinals != 0) {
    end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
    return end;
  }
  const std::uint32_t next = point + kFinals;
  end[last] = static_cast<char>(0xE0 | next >> 12);
  end[last + 1] = static_cast<char>(0x80 | (next >> 6 & 0x3F));
  end[last + 2] = static_cast<char>(0x80 | (next & 0x3F));
  return end;
}

/// A word in small letters as it is written, unless that is longer than the word: "Firefox's".
std::string with_accents(std::string_view raw, std::string_view surface) {
  std::string word = analysis::Normalizer::fold_plain(raw);
  if (base::count_code_points(word) != base::count_code_points(surface)) return std::string(surface);
  constexpr std::string_view kSigma = "σ", kFinalSigma = "ς";
  if (word.ends_with(kSigma)) word.replace(word.size() - kSigma.size(), kSigma.size(), kFinalSigma);
  return word;
}

/// So many documents are read to find a word in, at most.
constexpr std::size_t kMostRead = 64;

}  // namespace

std::vector<TypedWord> typed_words(std::span<const analysis::Token> tokens, std::string_view text,
                                   const analysis::Session& session) {
  std::vector<TypedWord> out;
  const auto add = [&](TypedWord typed) {
    if (typed.text.empty()) return;
    for (const TypedWord& known : out)
      if (known.text == typed.text) return;
    out.push_back(std::move(typed));
  };
  for (const analysis::Token& token : tokens) {
    if (token.end != text.size()) continue;
    if (token.form == analysis::Form::whole) {
      add({std::string(token.term), token.begin, false});
    } else if (token.form == analysis::Form::word && token.surface != analysis::kNoSurface) {
      add({std::string(session.text(token.surface)), token.begin, true});
    } else if (token.form == analysis::Form::word) {
      // Of a run without blanks the bigrams before have been typed whole.
      add({std::string(token.term.substr(last_character(token.term))), static_cast<std::uint32_t>(last_character(text)),
           false});
    }
  }
  return out;
}

std::vector<Vocabulary::Part> Vocabulary::parts(const std::function<bool(std::string_view)>& wanted) const {
  std::vector<Part> out;
  const bool sees_counted =
      reader_.all || std::find(reader_.principals.begin(), reader_.principals.end(),
                               snapshot_.schema().statistics_audience) != reader_.principals.end();
  for (const index::Leaf& leaf : snapshot_.leaves())
    for (const index::Partition& partition : leaf.segment->partitions()) {
      if (partition.space != index::Space::documents || !wanted(partition.lang)) continue;
      Part part{&leaf, &partition, {}};
      if (!reader_.all && !(partition.counted && sees_counted)) {
        part.audiences.resize(leaf.segment->strings());
        for (const std::uint32_t number : leaf.segment->distinct(index::Column::audience))
          part.audiences[number] = index::visible(leaf.segment->string(number), reader_);
      }
      out.push_back(std::move(part));
    }
  return out;
}

/// Whether `visit(document)` is true for a living document that holds the term and may be known of.
template <typename Visit>
static bool any_document(const index::Leaf& leaf, const index::Partition& partition, std::uint32_t term,
                         const std::vector<bool>& audiences, Visit&& visit) {
  postings::ListPool pool;
  const postings::ListView list = leaf.segment->list(partition, term, pool);
  for (std::uint32_t w = 0, first = 0; w < list.windows(); first += list.window_count(w++)) {
    const postings::WindowPostings window = list.at(w, first);
    for (const std::uint16_t doc : window.docs) {
      const std::uint32_t global = partition.first_document + window.window * postings::kWindow + doc;
      if (leaf.overlay->removed(global)) continue;
      if (!audiences.empty() && !audiences[leaf.segment->info(global).audience]) continue;
      if (visit(global)) return true;
    }
  }
  return false;
}

bool Vocabulary::may_know(const Part& part, std::uint32_t term) const {
  if (part.leaf->segment->term_info(term).df == part.leaf->overlay->removed_df(term)) return false;
  return part.audiences.empty() ||
         any_document(*part.leaf, *part.partition, term, part.audiences, [](std::uint32_t) { return true; });
}

/// The first word that `wanted(word)` of those that have the term, in documents that may be known of; `gave_up`: none
/// in as many as are read.
template <typename Wanted>
std::optional<std::string> Vocabulary::read_word(const Part& part, std::uint32_t term, analysis::Session& session,
                                                 Wanted&& wanted, bool& gave_up) const {
  const index::Segment& segment = *part.leaf->segment;
  const std::string text(segment.term(term));
  std::optional<std::string> found;
  std::size_t read = 0;
  std::vector<analysis::Token> tokens;
  any_document(*part.leaf, *part.partition, term, part.audiences, [&](std::uint32_t doc) {
    if (read++ == kMostRead) return gave_up = true;
    const auto document = snapshot_.rows().document(segment.info(doc).number);
    if (!document) return false;
    for (int field = 0; field < schema::kFields; ++field) {
      tokens.clear();
      const bool tags = field == schema::kTags;
      const std::string plain = field == schema::kTitle  ? document->title
                                : field == schema::kBody ? analysis::plain_text(document->body, document->format)
                                                         : std::string();
      if (tags)
        index::analyze_field(*document, field, part.partition->lang, session, tokens);
      else
        session.analyze(plain, part.partition->lang, tokens);
      for (const analysis::Token& token : tokens)
        if (token.surface != analysis::kNoSurface && token.form == analysis::Form::word && token.term == text &&
            wanted(session.text(token.surface))) {
          found = with_accents(
              tags ? std::string_view() : std::string_view(plain).substr(token.begin, token.end - token.begin),
              session.text(token.surface));
          return true;
        }
    }
    return false;
  });
  return found;
}

std::optional<std::string> Vocabulary::written(const Part& part, std::uint32_t term, std::string_view word,
                                               analysis::Session& session) const {
  bool gave_up = false;
  auto found = read_word(
      part, term, session, [&](std::string_view one) { return one == word; }, gave_up);
  // A rare form of a frequent word.
  if (!found && gave_up && sure_of_words(part, term)) found = std::string(word);
  return found;
}

/// Whether every word that is kept for the term stands in a document that the reader may see.
bool Vocabulary::sure_of_words(const Part& part, std::uint32_t term) {
  return part.partition->counted && part.audiences.empty() && !part.leaf->segment->stale_words(*part.partition) &&
         part.leaf->overlay->removed_df(term) == 0;
}

/// Whether a document holds a word that begins so and has the term: read, for nothing else tells that of documents
/// that the reader may see, or that are left. In a term of many documents a word of the public ones is believed in.
bool Vocabulary::word_is_there(const Part& part, std::uint32_t term, std::string_view beginning,
                               analysis::Session& session) const {
  if (sure_of_words(part, term)) return true;
  const std::string end = end_of(beginning);
  bool gave_up = false;
  const auto found = read_word(
      part, term, session, [&](std::string_view one) { return one >= beginning && one < end; }, gave_up);
  return found || (gave_up && part.partition->counted && part.audiences.empty());
}

/// The terms of a part whose words begin so, each once. Words that are longer than their terms have terms that do not.
std::vector<std::uint32_t> Vocabulary::terms_within(const Part& part, const TypedWord& typed,
                                                    analysis::Session& session) const {
  const index::Segment& segment = *part.leaf->segment;
  const index::Partition& partition = *part.partition;
  const std::string end = end_of(typed.text);
  const std::uint32_t first = segment.lower_term(partition, typed.text), last = segment.lower_term(partition, end);
  std::vector<std::uint32_t> terms;
  if (typed.word) {
    const std::uint32_t stop = segment.lower_word(partition, end);
    for (std::uint32_t word = segment.lower_word(partition, typed.text); word < stop; ++word) {
      const std::uint32_t term = partition.first_term + segment.word_info(word).term;
      if (term < first || term >= last) terms.push_back(term);
    }
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    std::erase_if(terms, [&](std::uint32_t term) { return !word_is_there(part, term, typed.text, session); });
  }
  for (std::uint32_t term = first; term < last; ++term) terms.push_back(term);
  return terms;
}

std::vector<Vocabulary::Counted> Vocabulary::counted(const Part& part, const TypedWord& typed,
                                                     analysis::Session& session) const {
  std::vector<Counted> out;
  const index::Segment& segment = *part.leaf->segment;
  for (const std::uint32_t term : terms_within(part, typed, session)) {
    const std::uint64_t df = segment.term_info(term).df - part.leaf->overlay->removed_df(term);
    if (!may_know(part, term)) continue;
    out.push_back({part.partition->counted ? df : 0, &segment, term});
  }
  return out;
}

/// Adds up what several parts hold of a term.
static std::vector<Vocabulary::Counted> sum(std::vector<std::vector<Vocabulary::Counted>> lists) {
  if (lists.size() == 1) return std::move(lists.front());
  std::vector<Vocabulary::Counted> out;
  for (auto& list : lists) out.insert(out.end(), list.begin(), list.end());
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.text() < b.text(); });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (kept > 0 && out[kept - 1].text() == out[i].text())
      out[kept - 1].df += out[i].df;
    else
      out[kept++] = out[i];
  }
  out.resize(kept);
  return out;
}

Completions Vocabulary::beginning_with(std::string_view lang, const TypedWord& typed,
                                       analysis::Session& session) const {
  std::vector<std::vector<Counted>> lists;
  for (const Part& part : parts([&](std::string_view one) { return one == lang; }))
    lists.push_back(counted(part, typed, session));
  std::vector<Counted> all = sum(std::move(lists));
  Completions out;
  const std::size_t most = most_completions(typed.text.size());
  out.partial = all.size() > most;
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), most));
  std::partial_sort(all.begin(), end, all.end(), [](const Counted& a, const Counted& b) {
    return a.df != b.df ? a.df > b.df : a.text() < b.text();
  });
  for (auto one = all.begin(); one != end; ++one) out.terms.emplace_back(one->text());
  return out;
}

}  // namespace forestall::search
