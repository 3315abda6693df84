// SPDX-License-Identifier: Apache-2.0
#include "search/operators/boolean_operator.h"

#include "search/operators/phrase_operator.h"
#include "search/operators/terms_operator.h"

namespace forestall::search {

BooleanOperator::BooleanOperator(const PlanNode& node, const Scope& scope) {
  for (const PlanNode& child : node.required) required_.push_back(make_operator(child, scope));
  for (const PlanNode& child : node.excluded) excluded_.push_back(make_operator(child, scope));
  if (node.required.empty())
    for (const PlanNode& child : node.optional) optional_.push_back(make_operator(child, scope));
}

void BooleanOperator::match(std::uint32_t window, WindowBits& out) {
  for (const auto& child : optional_) {
    WindowBits bits;
    child->match(window, bits);
    for (std::size_t w = 0; w < bits.words.size(); ++w) out.words[w] |= bits.words[w];
  }
  for (std::size_t i = 0; i < required_.size(); ++i) {
    WindowBits bits;
    required_[i]->match(window, bits);
    for (std::size_t w = 0; w < bits.words.size(); ++w)
      out.words[w] = i == 0 ? bits.words[w] : out.words[w] & bits.words[w];
  }
  for (const auto& child : excluded_) {
    WindowBits bits;
    child->match(window, bits);
    for (std::size_t w = 0; w < bits.words.size(); ++w) out.words[w] &= ~bits.words[w];
  }
}

std::unique_ptr<Operator> make_operator(const PlanNode& node, const Scope& scope) {
  switch (node.type) {
    case PlanNode::Type::nothing:
      return std::make_unique<NothingOperator>();
    case PlanNode::Type::everything:
      return std::make_unique<EverythingOperator>(scope);
    case PlanNode::Type::any:
      return std::make_unique<TermsOperator>(node.terms, scope);
    case PlanNode::Type::phrase:
      return std::make_unique<PhraseOperator>(node, scope);
    case PlanNode::Type::boolean:
      return std::make_unique<BooleanOperator>(node, scope);
  }
  return std::make_unique<NothingOperator>();
}

}  // namespace forestall::search
