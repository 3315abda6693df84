// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "forestall/document.h"

namespace forestall {

/// Writes that take effect together, all or none, in order: the last write of an id wins.
/// A plain value; not safe for use by several threads at once.
class Batch {
 public:
  struct Put {
    Document document;
  };
  struct Remove {
    std::string id;
  };
  struct Cast {
    std::string id;
    Vote vote;
  };
  struct Learn {
    Lesson lesson;
  };
  struct Unlearn {
    std::string ticket;
  };
  using Operation = std::variant<Put, Remove, Cast, Learn, Unlearn>;

  Batch() = default;
  explicit Batch(std::vector<Operation> operations) : operations_(std::move(operations)) {}

  /// Adds the document, or replaces the one with its id.
  void put(Document document) { operations_.emplace_back(Put{std::move(document)}); }
  /// Removes the document with that id; an unknown id is not an error.
  void remove(std::string id) { operations_.emplace_back(Remove{std::move(id)}); }
  /// One vote on the document with that id, which must exist by then.
  void vote(std::string id, Vote vote) { operations_.emplace_back(Cast{std::move(id), std::move(vote)}); }

  /// Adds a lesson, or replaces the one of that ticket.
  void learn(Lesson lesson) { operations_.emplace_back(Learn{std::move(lesson)}); }
  /// Forgets the lesson of that ticket; an unknown ticket is not an error.
  void unlearn(std::string ticket) { operations_.emplace_back(Unlearn{std::move(ticket)}); }

  const std::vector<Operation>& operations() const { return operations_; }
  bool empty() const { return operations_.empty(); }
  std::size_t size() const { return operations_.size(); }
  void clear() { operations_.clear(); }

 private:
  std::vector<Operation> operations_{};
};

}  // namespace forestall
