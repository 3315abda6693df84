// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>

#include "analysis/analyzer.h"
#include "forestall/document.h"
#include "index/segment.h"
#include "ranking/bm25f.h"

namespace forestall::index {

/// A document to be indexed.
struct Input {
  std::uint64_t number = 0;
  const Document* document = nullptr;
  std::string audience;  ///< expression (audience.h)
};

/// Documents and lengths of a language, of documents that count, without the removed ones.
struct LanguageStatistics {
  std::uint64_t documents = 0;
  std::array<std::uint64_t, schema::kFields> lengths{};
  schema::FieldValues averages() const { return ranking::averages(lengths, documents); }
};

/// The average lengths with which impacts of a language are baked, `fresh` documents being added to what there is:
/// bounds depend on them, scores do not.
using Averages =
    std::function<schema::FieldValues(Space space, std::string_view lang, const LanguageStatistics& fresh)>;

/// Analyses the documents and writes a segment of them. Ids must be distinct. `averages` may be null: the documents'
/// own.
std::string build_segment(std::span<const Input> inputs, analysis::Session& session, const Schema& schema,
                          const Averages& averages);

/// The language a document is indexed in: its own, or the detected one; "" if uncertain.
std::string language_of(const Document& document);

/// The terms of a document as `build_segment` takes them, for one field.
void analyze_field(const Document& document, int field, std::string_view lang, analysis::Session& session,
                   std::vector<analysis::Token>& out);

}  // namespace forestall::index
