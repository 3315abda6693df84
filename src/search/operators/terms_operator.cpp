// SPDX-License-Identifier: Apache-2.0
#include "search/operators/terms_operator.h"

#include <algorithm>

namespace forestall::search {
namespace {

/// Whether posting `n` of the list has the term in one of the fields.
bool in_fields(const postings::ListView& list, std::uint32_t n, std::uint8_t code, std::uint8_t fields) {
  if (fields == kAllFields) return true;
  schema::FieldCounts tf = postings::kTfOfCode[code];
  if (code == postings::kEscape) {
    postings::ListView::Positions positions;
    list.positions(n, positions);
    tf = positions.tf;
  }
  for (int f = 0; f < schema::kFields; ++f)
    if ((fields >> f & 1) != 0 && tf[f] > 0) return true;
  return false;
}

}  // namespace

TermsOperator::TermsOperator(const std::vector<std::uint32_t>& terms, const Scope& scope) {
  for (const std::uint32_t term : terms)
    if (scope.terms[term].present)
      sources_.push_back({postings::WindowCursor(scope.terms[term].list), scope.plan->terms[term].fields});
}

void TermsOperator::match(std::uint32_t window, WindowBits& out) {
  for (Source& source : sources_) {
    const postings::WindowPostings found = source.cursor.seek(window);
    for (std::uint32_t i = 0; i < found.docs.size(); ++i)
      if (in_fields(source.cursor.list(), found.first + i, found.codes[i], source.fields)) out.set(found.docs[i]);
  }
}

void EverythingOperator::match(std::uint32_t window, WindowBits& out) {
  const std::uint32_t count = std::min(postings::kWindow, documents_ - window * postings::kWindow);
  for (std::uint32_t doc = 0; doc < count; ++doc) out.set(doc);
}

}  // namespace forestall::search
