// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/evaluation.h"

namespace forestall::suggest {

/// What is answered once: a family, a topic with its replies, or a document alone. Numbered as they are met in a call.
class Folds {
 public:
  /// Of the answers that `text` may give.
  explicit Folds(const search::Evaluation& text) : text_(text), snapshot_(text.snapshot()) {}

  /// The folds that a lesson's solutions belong to, each once, as far as the reader may be given an answer of them.
  std::span<const std::uint32_t> of_lesson(const index::Place& lesson);
  /// The fold of a document.
  std::uint32_t of_document(const index::Place& place);
  /// The documents of a fold that may be given, each once.
  const std::vector<index::Place>& members(std::uint32_t fold);
  std::size_t size() const { return folds_.size(); }
  /// What the fold is called in an index (Segment::fold_key).
  std::string name(std::uint32_t fold) const;

 private:
  struct Fold {
    index::Place place;  ///< one of its documents
    bool collected = false;
    std::vector<index::Place> members{};
  };
  struct Stretch {
    std::uint32_t first = 0, count = 0;
  };
  std::optional<std::uint32_t> of_solution(std::string_view solution);
  bool may_be_given(const index::Place& place) const {
    return text_.scope_of(place) != nullptr && text_.accepts(place);
  }
  std::uint32_t add(const index::Place& place);

  const search::Evaluation& text_;
  const index::Snapshot& snapshot_;
  std::vector<Fold> folds_;
  std::unordered_map<std::uint64_t, std::uint32_t> by_place_;  // of documents that belong to no other
  std::unordered_map<std::string, std::uint32_t> by_name_;     // of families, and of replies without their topic
  std::unordered_map<std::uint64_t, Stretch> by_solutions_;    // by leaf and string of a lesson's solutions
  std::vector<std::uint32_t> solved_;                          // of all Stretches
};

}  // namespace forestall::suggest
