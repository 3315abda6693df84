// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "forestall/document.h"
#include "index/snapshot.h"

namespace forestall::search {

/// The end of a text that is being typed, as words of documents begin.
struct TypedWord {
  std::string text;         ///< folded, not stemmed
  std::uint32_t begin = 0;  ///< bytes of the text
  bool word = true;         ///< false: an identifier or a bigram, which is its own term
};

/// What a text's last word may go on as; none if the text ends behind a word. `tokens`: of the whole text.
std::vector<TypedWord> typed_words(std::span<const analysis::Token> tokens, std::string_view text,
                                   const analysis::Session& session);

/// Terms in the order in which they are asked for: in most documents first.
struct Completions {
  std::vector<std::string> terms;
  bool partial = false;  ///< there are more
};

/// Terms asked for at most for one beginning of a word.
inline constexpr std::size_t kMostCompletions = 64;

/// The words of an index as a reader may know them: of documents that count in the statistics, and of those that the
/// reader may see.
class Vocabulary {
 public:
  /// Both must outlive it.
  Vocabulary(const index::Snapshot& snapshot, const Reader& reader) : snapshot_(snapshot), reader_(reader) {}
  /// The terms in one language of all words that begin with the text.
  Completions beginning_with(std::string_view lang, const TypedWord& typed, analysis::Session& session) const;

  /// A term of a segment, and how many documents that count hold it.
  struct Counted {
    std::uint64_t df;
    const index::Segment* segment;
    std::uint32_t term;
    std::string_view text() const { return segment->term(term); }
  };

 private:
  struct Part {
    const index::Leaf* leaf;
    const index::Partition* partition;
    std::vector<bool> audiences;  ///< by string number; empty: all
  };
  std::vector<Part> parts(std::string_view lang) const;
  std::vector<std::uint32_t> terms_within(const Part& part, const TypedWord& typed, analysis::Session& session) const;
  std::vector<Counted> counted(const Part& part, const TypedWord& typed, analysis::Session& session) const;
  bool word_is_there(const Part& part, std::uint32_t term, std::string_view beginning,
                     analysis::Session& session) const;
  const index::Snapshot& snapshot_;
  const Reader& reader_;
};

}  // namespace forestall::search
