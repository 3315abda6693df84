// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "search/evaluate/operators/terms_operator.h"

namespace forestall::search {

/// Whether some position p of a field exists such that for every place i one of its alternatives stands at p + gap i.
/// `at[i]` are the ascending positions of place i in that field.
bool aligned(const std::vector<std::vector<std::uint32_t>>& at, const std::vector<std::uint32_t>& gaps);

/// The terms of a phrase next to each other, in one field.
class PhraseOperator : public Operator {
 public:
  PhraseOperator(const PlanNode& node, const Scope& scope);
  void match(std::uint32_t window, WindowBits& out) override;
  void widen(std::uint32_t window, WindowBits& bits) override;
  std::uint64_t most() const override;
  /// The documents that hold a term of every place. Requires: `out` is empty.
  void candidates(std::uint32_t window, WindowBits& out);
  /// Windows must be entered in ascending order; `candidates` enters its own.
  void enter(std::uint32_t window) {
    window_ = window;
    found_ = false;
  }
  /// Whether a document of the window last entered holds the phrase.
  bool holds(std::uint32_t doc) { return holds(doc, {}); }
  /// The same, where it is known at which place of each term's postings of the window the document stands, by the
  /// term's number in the plan.
  bool holds(std::uint32_t doc, std::span<const std::uint16_t> at);

 private:
  /// A term that stands at one place of the phrase or at several: looked for and read once a document.
  struct Occurrences {
    std::uint32_t term;  ///< in the plan
    postings::WindowCursor cursor;
    postings::WindowPostings found{};
    std::size_t last = 0;  ///< where the document last found stands in `found`
    postings::ListView::Reached reached{};
    postings::ListView::Positions positions{};
    std::uint64_t asked = 0;  ///< the document last asked about
    bool here = false;        ///< it holds the term
  };
  struct Place {
    TermsOperator terms;
    std::vector<std::size_t> alternatives;  ///< numbers of occurrences
  };
  static bool find(Occurrences& of, std::uint32_t doc);
  void read(Occurrences& of, std::uint32_t doc, std::span<const std::uint16_t> at);
  void add_starts(const Occurrences& of, std::uint32_t gap);
  bool keep_starts(bool first, bool unordered);
  std::vector<Place> places_;
  std::vector<Occurrences> occurrences_;  // in ascending order of their terms
  std::uint64_t asked_ = 0;               // documents
  std::vector<std::size_t> order_;        // of the places, rarest first
  std::vector<std::uint32_t> gaps_;
  std::uint8_t fields_ = kAllFields;
  std::uint32_t window_ = 0;
  bool found_ = false;  // the terms' postings are those of the window
  std::vector<std::uint32_t> starts_[schema::kFields], next_[schema::kFields], left_;
};

}  // namespace forestall::search
