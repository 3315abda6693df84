// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/operators/terms_operator.h"

#include <algorithm>

#include "search/evaluate/accumulate.h"

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

void match_row(const postings::DenseRow& row, std::uint32_t window, std::uint32_t documents, WindowBits& out) {
  const std::uint32_t first = window * postings::kWindow;
  row_bits(row.codes(first), std::min(postings::kWindow, documents - first), out.words.data());
}

}  // namespace

TermsOperator::TermsOperator(std::span<const std::uint32_t> terms, const Scope& scope)
    : documents_(scope.partition->documents) {
  for (const std::uint32_t term : terms)
    if (scope.terms[term].present)
      sources_.push_back(
          {postings::WindowCursor(scope.terms[term].list), scope.terms[term].row, scope.plan->terms[term].fields});
}

std::uint64_t TermsOperator::most() const {
  std::uint64_t sum = 0;
  for (const Source& source : sources_) sum += source.cursor.list().size();
  return sum;
}

/// Whether a row tells exactly which documents match.
bool TermsOperator::all_in_row() const {
  return sources_.size() == 1 && sources_[0].fields == kAllFields && sources_[0].row.present();
}

/// Looks few documents up in a term's row or postings instead of going through these.
void TermsOperator::narrow(std::uint32_t window, WindowBits& bits) {
  constexpr std::uint32_t kLookUp = 16;  // postings that can be gone through in the time of one search
  constexpr std::uint32_t kRow = 100;    // documents that are looked up in a row in the time of going through it
  if (sources_.size() != 1 || sources_[0].fields != kAllFields) return Operator::narrow(window, bits);
  Source& source = sources_[0];
  const std::uint32_t wanted = bits.about(), first = window * postings::kWindow;
  if (source.row.present() && wanted < kRow)
    return bits.keep([&](std::uint32_t doc) { return source.row.impact(first + doc) != 0; });
  if (source.row.present()) {
    WindowBits own;
    match_row(source.row, window, documents_, own);
    bits &= own;
    return;
  }
  const auto docs = source.cursor.seek(window).docs;
  if (wanted * kLookUp < docs.size())
    return bits.keep([&](std::uint32_t doc) { return std::binary_search(docs.begin(), docs.end(), doc); });
  WindowBits own;
  for (const std::uint16_t doc : docs) own.set(doc);
  bits &= own;
}

void TermsOperator::match(std::uint32_t window, WindowBits& out) {
  if (all_in_row()) return match_row(sources_[0].row, window, documents_, out);
  for (Source& source : sources_) {
    if (source.fields == kAllFields && source.row.present()) {
      WindowBits own;
      match_row(source.row, window, documents_, own);
      out |= own;
      continue;
    }
    const postings::WindowPostings found = source.cursor.seek(window);
    if (source.fields == kAllFields) {
      for (const std::uint16_t doc : found.docs) out.set(doc);
      continue;
    }
    for (std::uint32_t i = 0; i < found.docs.size(); ++i)
      if (in_fields(source.cursor.list(), found.first + i, found.codes[i], source.fields)) out.set(found.docs[i]);
  }
}

void EverythingOperator::match(std::uint32_t window, WindowBits& out) {
  const std::uint32_t count = std::min(postings::kWindow, documents_ - window * postings::kWindow);
  for (std::uint32_t doc = 0; doc < count; ++doc) out.set(doc);
}

}  // namespace forestall::search
