// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "search/evaluation.h"

namespace forestall::search {

/// The runs of letters of a plan's terms, each with Σ q_t · idf_t / (runs of t) over the terms that hold it.
class RunTable {
 public:
  explicit RunTable(const Plan& plan);
  static constexpr std::uint32_t kNone = ~0u;
  std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }
  double value(std::uint32_t run) const { return values_[run]; }
  std::uint32_t find(std::uint64_t key) const {
    if ((bits_[key >> 58] >> (key >> 52 & 63) & 1) == 0) return kNone;
    for (std::size_t i = key & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].run == kNone) return kNone;
      if (slots_[i].key == key) return slots_[i].run;
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t run = kNone;
  };
  void add(std::uint64_t key, double value);
  std::array<std::uint64_t, 64> bits_{};  // by the upper bits of the keys: most runs of a document are in no query
  std::vector<Slot> slots_;               // at most half full
  std::vector<double> values_;
};

/// How close the words of a document are to those of the query, letter by letter (ranking/closeness.h). Terms that are
/// asked for in one field only do not take part.
class Closeness {
 public:
  /// `runs`: of the scope's plan, and outlives this.
  Closeness(const index::Snapshot& snapshot, const Scope& scope, const ScoreRules& rules, const RunTable& runs);
  /// Makes `of` cheaper for these documents: their words lie far apart in memory, and are asked for all at once.
  void expect(const std::vector<std::uint32_t>& docs);
  /// What it adds to the score of a document of the scope (numbered in its partition), after the priors.
  double of(std::uint32_t doc);
  /// What each of the plan's terms has of that.
  std::vector<double> by_term(std::uint32_t doc);

 private:
  /// Which runs of the query a term of the partition holds, for the few that hold any.
  struct Known {
    std::uint32_t term = kNoTerm, first = 0, count = 0;
  };
  bool read(std::uint32_t term) const { return (read_[term / 64] >> (term % 64) & 1) != 0; }
  void read_runs(std::uint32_t term);
  Known& slot(std::uint32_t term);
  void add_known(const Known& known);
  double prior(std::uint32_t doc);
  const Scope& scope_;
  const Scorer scorer_;
  index::ForwardReader forward_;
  const RunTable& runs_;
  std::vector<std::uint64_t> read_, holding_;  // bits of the partition's terms: looked at; and hold a run of the query
  std::vector<Known> known_{16};               // of the latter: a hash table, at most half full
  std::size_t holders_ = 0;
  std::vector<std::uint32_t> pool_;
  /// Calls `each(run)` for the runs of the document last looked at, ascending.
  template <typename Each>
  void each_found(Each&& each) const {
    for (std::uint32_t word = 0; word < found_bits_.size(); ++word)
      for (std::uint64_t bits = found_bits_[word]; bits != 0; bits &= bits - 1)
        each(word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
  }
  std::vector<schema::FieldCounts> found_;  // by run
  std::vector<std::uint64_t> found_bits_;   // of runs: in the document last looked at
  std::vector<double> parts_;
};

/// The same over every scope of an evaluation.
class ClosenessByScope {
 public:
  explicit ClosenessByScope(const Evaluation& evaluation) : evaluation_(evaluation) {}
  void expect(const std::vector<index::Place>& places);
  double of(const index::Place& place) { return scope(place).of(number(place)); }
  std::vector<double> by_term(const index::Place& place) { return scope(place).by_term(number(place)); }

 private:
  Closeness& scope(const index::Place& place);
  std::uint32_t number(const index::Place& place) const;
  const Evaluation& evaluation_;
  std::map<const Plan*, RunTable> runs_;
  std::map<const Scope*, std::unique_ptr<Closeness>> scopes_;
};

}  // namespace forestall::search
