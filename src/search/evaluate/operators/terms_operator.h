// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "search/evaluate/operators/operator.h"

namespace forestall::search {

/// Documents that hold any of some terms in the fields asked for.
class TermsOperator : public Operator {
 public:
  TermsOperator(std::span<const std::uint32_t> terms, const Scope& scope);
  void match(std::uint32_t window, WindowBits& out) override;
  void narrow(std::uint32_t window, WindowBits& bits) override;
  std::uint64_t most() const override;

 private:
  struct Source {
    postings::WindowCursor cursor;
    postings::DenseRow row;
    std::uint8_t fields;
  };
  bool all_in_row() const;
  std::vector<Source> sources_;
  std::uint32_t documents_;
};

/// Every document of the partition.
class EverythingOperator : public Operator {
 public:
  explicit EverythingOperator(const Scope& scope) : documents_(scope.partition->documents) {}
  void match(std::uint32_t window, WindowBits& out) override;
  void narrow(std::uint32_t, WindowBits&) override {}
  std::uint64_t most() const override { return documents_; }

 private:
  std::uint32_t documents_;
};

class NothingOperator : public Operator {
 public:
  void match(std::uint32_t, WindowBits&) override {}
  std::uint64_t most() const override { return 0; }
};

}  // namespace forestall::search
