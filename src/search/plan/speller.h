// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/analyzer.h"
#include "search/plan/languages.h"
#include "search/plan/vocabulary.h"

namespace forestall::search {

/// A word that may have been meant.
struct Spelling {
  std::string word;             ///< folded, without the accents that people leave out
  double cost = 0;              ///< of the slips (ranking/slips.h)
  std::uint64_t documents = 0;  ///< that count and hold the word, over the languages searched
  double score = 0;
  /// Where it stands: number of a part, and of the term there.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
};

/// Words near a word, of what a reader may know.
class Speller {
 public:
  /// All must outlive it.
  Speller(const index::Snapshot& snapshot, const Reader& reader, const Languages& languages,
          analysis::Session& session);
  /// How many documents that count hold the very word, whatever else has its term; it itself if any may be known of.
  struct Known {
    bool any = false;
    std::uint64_t documents = 0;
  };
  Known known(std::string_view raw);
  /// The words near a folded one, best first, itself not. Whether the reader may know of them is not yet asked.
  /// `slips`: at most, of those that a word of its length may have.
  std::vector<Spelling> near(std::string_view word, std::size_t slips = 2);
  /// The word as a document writes it that the reader may see, folded; nothing if none of those read does.
  std::optional<std::string> written(const Spelling& spelling);
  /// The word that a text of one word is, folded as words are compared in the first language searched; empty if it is
  /// none, or one that no slip is looked for in: of digits, an identifier, in a script without letters.
  std::string folded(std::string_view raw);

 private:
  const Vocabulary vocabulary_;
  analysis::Session& session_;
  std::vector<Vocabulary::Part> parts_;
};

}  // namespace forestall::search
