// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "search/execute.h"

namespace forestall::search {

/// The runs of letters of a plan's terms, each with Σ q_t · idf_t / (runs of t) over the terms that hold it.
class RunTable {
 public:
  explicit RunTable(const Plan& plan);
  static constexpr std::uint32_t kNone = ~0u;
  std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }
  double value(std::uint32_t run) const { return values_[run]; }
  std::uint32_t find(std::uint64_t key) const {
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
  std::vector<Slot> slots_;  // at most half full
  std::vector<double> values_;
};

/// How close the words of a document are to those of the query, letter by letter (ranking/closeness.h). Terms that are
/// asked for in one field only do not take part.
class Closeness {
 public:
  Closeness(const index::Snapshot& snapshot, const Scope& scope, const ScoreRules& rules);
  /// What it adds to the score of a document of the scope (numbered in its partition), after the priors.
  double of(std::uint32_t doc);
  /// What each of the plan's terms has of that.
  std::vector<double> by_term(std::uint32_t doc);

 private:
  /// Which runs of the query a term of the partition holds: remembered, since documents share most words.
  struct Known {
    std::uint32_t term = ~0u, first = 0, count = 0;
  };
  const Known& runs_of(std::uint32_t term);
  double prior(std::uint32_t doc);
  const Scope& scope_;
  const Scorer scorer_;
  const RunTable runs_;
  std::array<Known, 1024> known_{};
  std::vector<std::uint32_t> pool_;
  std::vector<schema::FieldCounts> found_;  // by run
  std::vector<double> parts_;
};

/// The same over every scope of an evaluation.
class ClosenessByScope {
 public:
  explicit ClosenessByScope(const Evaluation& evaluation) : evaluation_(evaluation) {}
  double of(const index::Place& place) { return scope(place).of(number(place)); }
  std::vector<double> by_term(const index::Place& place) { return scope(place).by_term(number(place)); }

 private:
  Closeness& scope(const index::Place& place);
  std::uint32_t number(const index::Place& place) const;
  const Evaluation& evaluation_;
  std::map<const Scope*, std::unique_ptr<Closeness>> scopes_;
};

}  // namespace forestall::search
