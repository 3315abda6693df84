// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
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

/// Terms asked for at most for one beginning of a word of so many bytes. Fewer for one or two letters, which say little
/// and stand for the most frequent words of all: these take longest to score.
inline constexpr std::size_t most_completions(std::size_t bytes) { return bytes > 2 ? 64 : bytes == 2 ? 32 : 16; }

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

  /// A partition with what of it the reader may know.
  struct Part {
    const index::Leaf* leaf;
    const index::Partition* partition;
    std::vector<bool> audiences;  ///< by string number; empty: all
  };
  /// Of the languages for which `wanted(lang)`.
  std::vector<Part> parts(const std::function<bool(std::string_view)>& wanted) const;
  /// Whether the reader may know that a term of the part is in the index.
  bool may_know(const Part& part, std::uint32_t term) const;
  /// A word with that term as a document writes it that the reader may know of: in small letters, with its accents.
  std::optional<std::string> written(const Part& part, std::uint32_t term, std::string_view word,
                                     analysis::Session& session) const;

 private:
  std::vector<std::uint32_t> terms_within(const Part& part, const TypedWord& typed, analysis::Session& session) const;
  std::vector<Counted> counted(const Part& part, const TypedWord& typed, analysis::Session& session) const;
  static bool sure_of_words(const Part& part, std::uint32_t term);
  template <typename Wanted>
  std::optional<std::string> read_word(const Part& part, std::uint32_t term, analysis::Session& session,
                                       Wanted&& wanted, bool& gave_up) const;
  bool word_is_there(const Part& part, std::uint32_t term, std::string_view beginning,
                     analysis::Session& session) const;
  const index::Snapshot& snapshot_;
  const Reader& reader_;
};

}  // namespace forestall::search
