// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/operators/boolean_operator.h"

#include <algorithm>

#include "search/evaluate/operators/phrase_operator.h"
#include "search/evaluate/operators/terms_operator.h"

namespace forestall::search {

BooleanOperator::BooleanOperator(const PlanNode& node, const Scope& scope) {
  for (const PlanNode& child : node.required) required_.push_back(make_operator(child, scope));
  for (const PlanNode& child : node.excluded) excluded_.push_back(make_operator(child, scope));
  if (node.required.empty())
    for (const PlanNode& child : node.optional) optional_.push_back(make_operator(child, scope));
  std::stable_sort(required_.begin(), required_.end(),
                   [](const auto& a, const auto& b) { return a->most() < b->most(); });
}

std::uint64_t BooleanOperator::most() const {
  if (!required_.empty()) return required_.front()->most();
  std::uint64_t sum = 0;
  for (const auto& child : optional_) sum += child->most();
  return sum;
}

void BooleanOperator::match(std::uint32_t window, WindowBits& out) {
  if (!required_.empty()) required_.front()->match(window, out);
  for (std::size_t i = 1; i < required_.size() && !out.none(); ++i) required_[i]->narrow(window, out);
  for (const auto& child : optional_) child->widen(window, out);
  for (const auto& child : excluded_) {
    if (out.none()) return;
    WindowBits bits = out;
    child->narrow(window, bits);
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
