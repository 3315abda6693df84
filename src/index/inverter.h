// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/analyzer.h"
#include "base/buffer.h"
#include "forestall/document.h"
#include "index/segment_writer.h"

namespace forestall::index {

/// Documents of one language and visibility, inverted in memory.
///
/// While documents are added, each of their postings becomes a record behind the last: u32 term, u8 code, u8 length
/// (255: a u32 length follows), and the bytes that will stand in the term's list. At the end the records' places are
/// sorted by term, by counting, and copied list by list. Terms stay the session's: it must not be trimmed meanwhile.
class Inverter {
 public:
  /// `text_bytes`: about how much text will be added.
  explicit Inverter(std::size_t text_bytes);
  /// Returns the field lengths, in terms.
  schema::FieldCounts add(const Document& document, std::string_view lang, analysis::Session& session);
  /// The terms and forward entries of a partition whose documents were added to the writer in the same order.
  void write(SegmentWriter& writer);

 private:
  struct Term {
    std::string_view text;
    std::uint64_t hash;
    bool word;  ///< a word of some text, too
  };
  /// A word that is not its own term.
  struct Word {
    std::string_view text;
    std::uint32_t term, df;
  };
  /// A term of the document at hand, and its occurrences: a chain through `occurrences_`.
  struct DocTerm {
    std::uint32_t term, first, last;
    schema::FieldCounts tf;
  };
  /// `place`: field in the upper two bits, position below.
  struct Occurrence {
    std::uint32_t place, next;
  };
  struct Place {
    std::uint32_t doc, offset;  // of the record, in the document's
  };
  struct Entry {
    std::uint32_t term, code;  // code, or 256 + number of the escaped frequencies
  };
  void take(const analysis::Token& token, int field, const analysis::Session& session);
  void take_word(const analysis::Token& token, std::uint32_t term, const analysis::Session& session);
  void add_records();
  void group_by_term();
  std::vector<std::uint32_t> sorted_terms() const;
  void fetch(const Place& place) const;
  void write_term(std::uint32_t number, std::uint32_t ord, SegmentWriter& writer);
  void write_words(const std::vector<std::uint32_t>& order, SegmentWriter& writer) const;
  void write_forward(SegmentWriter& writer);

  std::uint32_t epoch_;
  std::uint32_t documents_ = 0;
  std::vector<analysis::Token> tokens_;
  std::vector<DocTerm> doc_terms_;
  std::vector<Occurrence> occurrences_;
  std::vector<Term> terms_;
  std::vector<std::uint32_t> df_;
  std::vector<Word> words_;
  base::Buffer records_;
  std::vector<std::uint64_t> record_starts_;  // by document
  std::vector<std::uint32_t> starts_;         // by term, of its stretch of places_
  base::Array<Place> places_;
  std::vector<std::uint64_t> next_entry_{0};  // by document, of its stretch of entries_
  base::Array<Entry> entries_;
  std::vector<schema::FieldCounts> escaped_;
};

}  // namespace forestall::index
