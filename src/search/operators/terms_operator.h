// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "search/operators/operator.h"

namespace forestall::search {

/// Documents that hold any of some terms in the fields asked for.
class TermsOperator : public Operator {
 public:
  TermsOperator(const std::vector<std::uint32_t>& terms, const Scope& scope);
  void match(std::uint32_t window, WindowBits& out) override;

 private:
  struct Source {
    postings::WindowCursor cursor;
    std::uint8_t fields;
  };
  std::vector<Source> sources_;
};

/// Every document of the partition.
class EverythingOperator : public Operator {
 public:
  explicit EverythingOperator(const Scope& scope) : documents_(scope.partition->documents) {}
  void match(std::uint32_t window, WindowBits& out) override;

 private:
  std::uint32_t documents_;
};

class NothingOperator : public Operator {
 public:
  void match(std::uint32_t, WindowBits&) override {}
};

}  // namespace forestall::search
