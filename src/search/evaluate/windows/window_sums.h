// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "search/evaluate/accumulate.h"
#include "search/evaluate/impact_bounds.h"

namespace forestall::search {

/// Upper bounds of the text scores of a window's documents: 16-bit sums of what each term can add at most.
///
/// Terms are held in parts, the highest upper bound first. Whoever knows how much a document must reach may leave out
/// the last ones (MaxScore: Turtle and Flood 1995, in windows) and ask for correspondingly less.
class WindowSums {
 public:
  /// Without the terms that `left_out` names by their numbers in the plan.
  WindowSums(const Scope& scope, const ScoreRules& rules, const std::vector<bool>& left_out = {});

  /// What one unit of a sum is worth in score, before the prior.
  double unit() const { return unit_; }
  /// How many parts must be summed so that no document can reach `needed` by the others alone, and what those add.
  struct Choice {
    std::size_t parts = 0;
    std::uint32_t rest = 0;
  };
  Choice choose(std::uint32_t needed) const;
  Choice all() const { return {parts_.size(), 0}; }

  /// How many of the first parts are lists that hold at most so many postings together.
  std::size_t first_lists(std::uint64_t postings) const;
  /// Windows are asked for from the first on again.
  void rewind();
  /// Sums that many parts over a window of `count` documents; windows in ascending order.
  /// If few documents are touched they are listed, with no others above 0; else `touched` is empty and `listed` false.
  void sum(std::uint32_t window, std::uint32_t count, std::size_t parts);
  /// The same over all parts, of which the last are left out where no document can reach `needed` any more, whose sum
  /// is then below that; false if that is so in all of the window.
  bool sum_unless_below(std::uint32_t window, std::uint32_t count, std::uint32_t needed);
  bool listed() const { return listed_; }
  std::span<const std::uint16_t> touched() const { return {touched_.data(), touches_}; }
  const std::uint16_t* data() const { return sums_.data(); }
  std::uint16_t operator[](std::uint32_t doc) const { return sums_[doc]; }
  /// From now on the sums of documents whose bits are not set are 0.
  void keep(const std::uint64_t* bits);
  /// From now on the document's sum is 0.
  void forget(std::uint32_t doc) { sums_[doc] = 0; }

 private:
  struct Source {
    const ResolvedTerm* term;
    double value;  ///< weight · idf
    double most;   ///< of the largest impact, in score
  };
  /// One list, or up to four rows.
  struct Part {
    bool rows = false;
    std::uint32_t number = 0;  ///< in groups_ or lists_
    std::uint32_t most = 0;    ///< in units
  };
  struct List {
    postings::WindowCursor cursor;
    std::uint16_t weight;
  };
  void scale(const std::vector<Source>& lists, const std::vector<Source>& rows);
  double add_list_part(const Source& source);
  double add_rows_part(const std::vector<Source>& rows, std::size_t first);
  bool sum_few(std::uint32_t window, std::size_t parts);
  void add(const Part& part, std::uint32_t window, std::uint32_t count);
  void add_rows_from(const Part& part, std::uint32_t window, std::uint32_t first, std::uint32_t count);
  void add_rows_of(const Part& part, std::uint32_t window, std::uint32_t count, std::uint32_t blocks);
  void clear();

  ImpactBounds bounds_;
  double unit_ = 0;
  std::vector<Part> parts_;
  std::size_t first_rows_ = 0;       // the first part that is none of lists
  std::vector<std::uint64_t> rest_;  // rest_[i]: what parts from i on add at most
  std::vector<List> lists_;
  std::vector<RowGroup> groups_;
  bool listed_ = true, clean_ = false;
  std::vector<std::uint16_t> touched_;
  std::size_t touches_ = 0;
  std::vector<postings::WindowPostings> found_;
  alignas(64) std::array<std::uint16_t, postings::kWindow> sums_;
};

}  // namespace forestall::search
